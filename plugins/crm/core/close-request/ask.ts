import { creation } from '../kernel/plan';
import { jsonText } from '../kernel/values';
import type { LeadContext, LeadDecision } from '../lead/action';
import { leadSubject } from '../lead/model';
import type { LossInput } from '../lead/rules/loss';
import type { StageFact } from '../pipeline/model';
import { decidersOf } from './deciders';
import { regimeOf } from './policy';
import { REQUEST_LABEL } from './request';

/** What a request is in the history of its lead. */
export const ASKED = 'request-close-lost';

/**
 * L5, R15: leaves the closing to whoever may decide, with the form as it was filled in. Nothing else happens
 * to the lead; that nobody can decide keeps nobody from asking, and is said (X43).
 */
export function askToClose(
  { lead, actor, policy, facts }: LeadContext<'deciders'>,
  asked: LossInput,
  chosen?: StageFact,
): LeadDecision {
  const form = chosen === undefined ? asked : { ...asked, stage: chosen.documentId };
  const request = creation('close-request', REQUEST_LABEL, 'R15', {
    lead: leadSubject(lead),
    requester: actor.member,
    form: jsonText(form),
    status: 'pending',
    openKey: lead.id,
  });
  const deciders = actor.member === null ? [] : decidersOf(actor.member, facts.deciders);
  return {
    access: 'close-lost',
    action: ASKED,
    regime: regimeOf(policy, 'asked for'),
    set: [{ field: 'pendingCloseRequest', after: request.subject, rule: 'R16' }],
    changes: request.changes,
    kept: [
      {
        rule: 'R15',
        because: `The lead stays open until ${namesOf(deciders)} on the request.`,
      },
    ],
    tells: [{ kind: 'close-request.submitted', to: deciders.map((member) => ({ member })) }],
  };
}

function namesOf(deciders: readonly { readonly label: string }[]): string {
  const names = deciders.map(({ label }) => label);
  if (names.length === 0) {
    return 'somebody can decide, whom an administrator has to name,';
  }
  return `${names.join(' or ')} decides`;
}
