import {
  contactsReached,
  contactsToDeactivate,
  leadsLeavingByUndo,
  NOT_UNDOABLE,
  planUndo,
} from '../../../core/history/undo';
import { GRANT_KEYS, mayDo } from '../../../core/kernel/actor';
import type { Plan, Subject } from '../../../core/kernel/plan';
import { refuse, type Refusal } from '../../../core/kernel/refusals';
import { mayOnLead } from '../../../core/lead/action';
import { leadActions } from '../../../core/lead/actions';
import { leadSubject, type LeadFact } from '../../../core/lead/model';
import { loadLeads } from '../facts/leads';
import {
  findDeparted,
  findGone,
  findInactive,
  findMerged,
  findUsedElsewhere,
  loadCurrent,
  loadMembers,
  type OperationFact,
} from '../facts/operations';
import { loadContacts, protectingLeads } from '../facts/people';
import { loadStanding } from '../facts/settings';
import type { Tx } from '../store/transaction';
import { configuredSettings, type Request } from './context';

/** What is undone at once: an operation, or all that a job did to one lead. */
export interface Undoing {
  /** None where a contact stands for itself. */
  readonly lead?: LeadFact;
  readonly subject: Subject;
  readonly operations: readonly OperationFact[];
}

/** All that a job did to a lead. */
export const undoingOn = (
  lead: LeadFact,
  operations: readonly OperationFact[],
): Undoing & { readonly lead: LeadFact } => ({
  lead,
  subject: leadSubject(lead),
  operations,
});

/** Each operation by itself, with what it was about; one whose record is gone is missing. */
export async function loadUndoings(
  tx: Tx,
  operations: readonly OperationFact[],
): Promise<Undoing[]> {
  const leads = new Map(
    (await loadLeads(tx, idsIn(operations, 'leadId'))).map((lead) => [lead.id, lead]),
  );
  const ofContacts = operations.filter(({ leadId }) => leadId === null);
  const contacts = await loadContacts(tx, idsIn(ofContacts, 'contactId'));
  return operations.flatMap((operation): Undoing[] => {
    const { leadId, contactId } = operation;
    if (leadId !== null) {
      const lead = leads.get(leadId);
      return lead === undefined ? [] : [undoingOn(lead, [operation])];
    }
    const contact = contacts.get(contactId ?? 0);
    if (contact === undefined) return [];
    const { id, documentId, name } = contact;
    return [
      { subject: { record: 'contact', id, documentId, label: name }, operations: [operation] },
    ];
  });
}

const idsIn = (operations: readonly OperationFact[], name: 'leadId' | 'contactId'): number[] => [
  ...new Set(operations.flatMap((operation) => operation[name] ?? [])),
];

/**
 * The rule of undoing, for many at once: loads what any of them may ask, in a fixed number of statements.
 * Undoing asks for the access that the operation itself was asked for.
 *
 * @returns the plan, or `operation.conflict`, or the refusal of access
 */
export async function judgeUndo(
  tx: Tx,
  { actor, strapi, now }: Request,
  undoings: readonly Undoing[],
): Promise<(undoing: Undoing) => Plan | Refusal> {
  const changes = undoings.flatMap(changesOf);
  const leaving = undoings.flatMap((undoing) =>
    leadsLeavingByUndo(undoing.lead, changesOf(undoing)),
  );
  const { policy } = await loadStanding(tx, configuredSettings(strapi));
  const facts = {
    current: await loadCurrent(tx, changes),
    usedElsewhere: await findUsedElsewhere(tx, changes),
    members: await loadMembers(tx, changes),
    gone: await findGone(tx, changes),
    ...(await findDeparted(tx, changes)),
    inactive: await findInactive(tx, changes),
    merged: await findMerged(
      tx,
      contactsReached(changes).map(({ id }) => id),
    ),
    protections: await protectingLeads(tx, contactsToDeactivate(changes), leaving),
  };
  return (undoing) => {
    const { lead, subject, operations } = undoing;
    const [first] = operations;
    if (first === undefined) return refuse('operation.conflict', { because: NOTHING });
    const fixed = refuseFixed(operations);
    if (fixed !== null) return fixed;
    const grant = GRANT_KEYS.find((key) => key === first.access) ?? 'edit';
    const refusal =
      lead === undefined ? mayDo(actor, grant, null) : mayOnLead({ actor, lead, policy }, grant);
    if (refusal !== null) return refusal;
    return planUndo({
      ...facts,
      changes: changesOf(undoing),
      subject,
      access: first.access,
      whenInactive: operations.every(({ action }) => mayBeInactive(action)),
      lead,
      now,
    });
  };
}

/** Some actions are never undone, whatever has become of what they were about. */
export function refuseFixed(operations: readonly OperationFact[]): Refusal | null {
  const fixed = operations.find(({ action }) => NOT_UNDOABLE.includes(action));
  if (fixed === undefined) return null;
  return refuse('operation.conflict', { because: `"${fixed.action}" cannot be undone.` });
}

const changesOf = ({ operations }: Undoing) => operations.flatMap(({ changes }) => changes);

/** R10: what only active leads offer is not undone on an inactive one. Of tasks and events their own rules ask. */
const mayBeInactive = (action: string): boolean => leadActions.find(action)?.whenInactive ?? true;

const NOTHING = 'There is nothing to undo on this lead.';
