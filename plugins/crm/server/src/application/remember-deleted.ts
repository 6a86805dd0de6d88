import { contactSubject } from '../../../core/contact/model';
import type { Change, Plan } from '../../../core/kernel/plan';
import { leadSubject } from '../../../core/lead/model';
import { loadLeads } from '../facts/leads';
import { loadContacts } from '../facts/people';
import { recordChanges, recordOperations, type NumberedPlan } from '../reactions/history';
import { applyPlans } from '../store/apply-plans';
import type { Tx } from '../store/transaction';
import { atItsTurn, type Request } from './context';

/** What is deleted of a lead, or of a contact that has no lead for it, as history tells it. */
export interface Deleted {
  readonly leadId: number | null;
  readonly contactId: number | null;
  readonly changes: readonly Change[];
}

/**
 * The line that history keeps of what is deleted: an operation of its lead, or of its contact. The row itself
 * goes by whichever door asked for it; the leads and contacts are locked already.
 */
export async function rememberDeleted(
  tx: Tx,
  asked: Request,
  action: 'delete-event' | 'delete-task',
  deleted: readonly Deleted[],
): Promise<void> {
  const changesOf = (isOf: (one: Deleted) => boolean): Change[] =>
    deleted.filter(isOf).flatMap(({ changes }) => changes);
  const idsOf = (ids: readonly (number | null)[]): number[] => [
    ...new Set(ids.flatMap((id) => id ?? [])),
  ];
  const leads = await loadLeads(tx, idsOf(deleted.map(({ leadId }) => leadId)));
  const alone = deleted.filter(({ leadId }) => leadId === null);
  const contacts = await loadContacts(tx, idsOf(alone.map(({ contactId }) => contactId)));
  const plans: NumberedPlan[] = [
    ...leads.map((lead) => ({
      plan: planOf(
        leadSubject(lead),
        changesOf(({ leadId }) => leadId === lead.id),
      ),
      number: lead.version + 1,
    })),
    ...[...contacts.values()].map((contact) => ({
      plan: planOf(
        contactSubject(contact),
        changesOf(({ leadId, contactId }) => leadId === null && contactId === contact.id),
      ),
      number: null,
    })),
  ];
  const { actor, door, now } = atItsTurn(asked, leads);
  const recorded = await recordOperations(tx, { action, actor, door, input: {}, now }, plans);
  // It makes a version of the lead, as every operation does, and leaves the rows alone.
  const versions = recorded.map(({ plan, operation }) => ({
    operation,
    plan: { ...plan, changes: [] },
  }));
  await applyPlans(tx, versions, now);
  await recordChanges(tx, recorded, now);
}

const planOf = (subject: Plan['subject'], changes: readonly Change[]): Plan => ({
  subject,
  access: 'edit',
  changes,
  kept: [],
});
