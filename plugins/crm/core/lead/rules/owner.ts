import { refuse, refuseField, type Refusal } from '../../kernel/refusals';
import type { GrantKey } from '../../kernel/actor';
import type { AccessContext } from '../action';
import type { MemberFact } from '../facts';

/** I7, X31, X34: who is to own or do something is active and works on leads. */
export function staffNamed(
  members: ReadonlyMap<string, MemberFact>,
  documentId: string,
  path: readonly string[],
): MemberFact | Refusal {
  const member = members.get(documentId);
  if (member === undefined) return refuseField(path, 'There is no such member of the team.');
  if (!member.active)
    return refuse('member.inactive', { member: member.label, field: path.join('.') });
  if (!member.isStaff) {
    return refuseField(
      path,
      `${member.label} has none of the roles that work on leads. Choose somebody else.`,
    );
  }
  return member;
}

/** R13: nobody's new lead, before somebody who works on leads of their own: may be claimed. */
export const isUnclaimed = ({ actor, lead }: AccessContext, grant: GrantKey): boolean =>
  actor.grants[grant] === 'own' &&
  actor.member !== null &&
  lead.owner === null &&
  lead.state === 'new';
