import { z } from 'zod';
import { member } from '../../kernel/fields';
import { isRefusal, refuse, type Refusal } from '../../kernel/refusals';
import type { StageFact } from '../../pipeline/model';
import { leadAction, mayOnLead, type LeadContext, type LeadDecision } from '../action';
import type { MemberFact } from '../facts';
import { MOVED, moveTo, stageFor } from '../rules/moving';
import { isUnclaimed, staffNamed } from '../rules/owner';
import { tellsNewOwner } from '../rules/telling';

/** S3: gives a new lead its owner; from then on somebody works on it. */
export const assign = leadAction({
  key: 'assign',
  words: { label: 'Assign', done: 'assigned the lead' },
  grant: 'assign',
  from: ['new'],
  input: z.strictObject({ owner: member('Owner') }),
  needs: ['pipelines', 'members'],
  reads: MOVED,
  whenInactive: false,
  bulk: true,

  access(context, input) {
    const { actor } = context;
    if (!isUnclaimed(context, 'assign')) return mayOnLead(context, 'assign');
    return input === undefined || input.owner === actor.member?.documentId
      ? null
      : refuse('access.owner', {
          grant: 'assign',
          owner: null,
          because: 'You may take this lead yourself, but not give it to somebody else.',
        });
  },

  decide(context, { owner }) {
    const person = staffNamed(context.facts.members, owner, ['owner']);
    return isRefusal(person) ? person : assignTo(context, person);
  },
});

/** The owner and the stage; `chosen` where the board says which of several stages. */
export function assignTo(
  context: LeadContext<'pipelines'>,
  owner: MemberFact,
  chosen?: StageFact,
): LeadDecision | Refusal {
  const stage = stageFor(context.facts.pipelines, context.lead, 'assigned', chosen);
  if (isRefusal(stage)) return stage;
  return {
    access: 'assign',
    set: [
      { field: 'owner', after: owner, rule: 'S3' },
      ...moveTo(context.lead, stage, context, 'S3'),
    ],
    tells: tellsNewOwner(owner),
  };
}
