import { z } from 'zod';
import { refuseField } from '../kernel/refusals';
import { leadAction, type LeadAction, type LeadContext } from '../lead/action';
import type { LeadNeed } from '../lead/facts';
import { assign } from '../lead/actions/assign';
import { reassign } from '../lead/actions/reassign';

export const ALLOCATION_WAYS = ['round-robin', 'by-load'] as const;
export type AllocationWay = (typeof ALLOCATION_WAYS)[number];

export const allocateInput = z.strictObject({
  members: z
    .array(
      z
        .string()
        .min(1)
        .max(100)
        .meta({ 'x-crm': { kind: 'member' } }),
      {
        error: 'Choose the members who are to get the leads.',
      },
    )
    .min(1, 'Choose at least one member.')
    .max(200, 'Choose 200 members at most.')
    .refine((ids) => new Set(ids).size === ids.length, 'Choose each member once.')
    .meta({ title: 'Members' }),
  by: z.enum(ALLOCATION_WAYS).default('round-robin').meta({ title: 'How' }),
});

/** Somebody who is to get leads, and how many open ones are theirs already. */
export interface Taker {
  readonly id: number;
  readonly load: number;
}

/**
 * Who gets which lead, in the order of both lists: the same question has the same answer. By turns, or
 * each to whoever has the fewest by then.
 *
 * @returns the taker's id for each lead, by lead id
 */
export function shareOut(
  leadIds: readonly number[],
  takers: readonly Taker[],
  by: AllocationWay,
): Map<number, number> {
  const loads = takers.map(({ load }) => (by === 'by-load' ? load : 0));
  return new Map(
    leadIds.map((leadId) => {
      const least = loads.indexOf(Math.min(...loads));
      loads[least] = (loads[least] ?? 0) + 1;
      return [leadId, takers[least]?.id ?? 0];
    }),
  );
}

const unplanned = () => refuseField('members', 'Nobody has been chosen for this lead.');

/**
 * E21: gives many leads their owners at once. Each lead is assigned, or reassigned, by the rules of those
 * two actions; the plan only says to whom.
 *
 * @param ownerOf the documentId of who gets the lead with this id
 */
export const allocateBy = (ownerOf: (leadId: number) => string | undefined): LeadAction => {
  const actionFor = (state: string): LeadAction => (state === 'new' ? assign : reassign);
  return leadAction({
    key: 'allocate',
    words: { label: 'Allocate', done: 'allocated the lead' },
    grant: 'assign',
    from: ['new', 'assigned'],
    input: allocateInput,
    named: ({ members }) => new Map([['member', members as readonly string[]]]),
    needs: ['pipelines', 'members', 'tasks'],
    whenInactive: false,
    bulk: true,

    access(context) {
      const owner = ownerOf(context.lead.id);
      return actionFor(context.lead.state).access(
        context,
        owner === undefined ? undefined : { owner },
      );
    },

    decide(context) {
      const owner = ownerOf(context.lead.id);
      if (owner === undefined) return unplanned();
      // All that either of the two needs has been asked for above.
      return actionFor(context.lead.state).decide(context as LeadContext<LeadNeed>, { owner });
    },
  });
};
