import {
  contactsReached,
  contactsToDeactivate,
  leadsLeavingByUndo,
  NOT_UNDOABLE,
  planUndo,
} from '../../../core/history/undo';
import { GRANT_KEYS, mayDo, type GrantKey } from '../../../core/kernel/actor';
import { PLANNED_RECORDS, type Subject } from '../../../core/kernel/plan';
import { isRefusal, refuse, type Refusal } from '../../../core/kernel/refusals';
import { mayOnLead } from '../../../core/lead/action';
import { leadActions } from '../../../core/lead/actions';
import { leadSubject, type LeadFact } from '../../../core/lead/model';
import { loadLeads } from '../facts/leads';
import {
  findDeparted,
  findInactive,
  findMerged,
  findGone,
  findUsedElsewhere,
  loadCurrent,
  loadMembers,
  loadOperation,
  type OperationFact,
} from '../facts/operations';
import { leadsOfLinks } from '../facts/merging';
import { loadContacts, protectingLeads } from '../facts/people';
import { loadStanding } from '../facts/settings';
import { lockRows } from '../store/lock';
import { inTransaction, type Tx } from '../store/transaction';
import { holdAddressesOf } from './addresses/hold-for-plans';
import { asPreview, carryOut, type Done } from './carry-out';
import { atItsTurn, configuredSettings, type Request } from './context';
import { Refused } from './refused';

/**
 * Restores exactly what an operation changed, or refuses and names what has changed since. Asks for the
 * access that the operation itself was asked for. An undo is an operation too, and can be undone.
 *
 * @throws Refused with `operation.conflict`, the access refusal, or `record.missing`
 */
export async function undoOperation(
  request: Request,
  call: { documentId: string; preview?: boolean },
): Promise<Done> {
  return inTransaction(request.strapi, async (tx) => {
    const operation = await loadOperation(tx, call.documentId);
    if (operation === undefined) throw new Refused(refuse('record.missing'));
    if (NOT_UNDOABLE.includes(operation.action)) {
      throw new Refused(
        refuse('operation.conflict', { because: `"${operation.action}" cannot be undone.` }),
      );
    }
    const preview = call.preview ?? false;
    if (!preview) await lockTouched(tx, [operation]);
    const { lead, subject, number, refusal } = await judgeAccess(tx, request, operation);
    if (refusal !== null) throw new Refused(refusal);
    const { now } = atItsTurn(request, lead === undefined ? [] : [lead]);
    const plan = planUndo({
      changes: operation.changes,
      subject,
      access: operation.access,
      current: await loadCurrent(tx, operation.changes),
      usedElsewhere: await findUsedElsewhere(tx, operation.changes),
      members: await loadMembers(tx, operation.changes),
      gone: await findGone(tx, operation.changes),
      ...(await findDeparted(tx, operation.changes)),
      whenInactive: mayBeInactive(operation.action),
      inactive: await findInactive(tx, operation.changes),
      merged: await findMerged(
        tx,
        contactsReached(operation.changes).map(({ id }) => id),
      ),
      protections: await protectingLeads(
        tx,
        contactsToDeactivate(operation.changes),
        leadsLeavingByUndo(lead, operation.changes),
      ),
      lead,
      now,
    });
    if (isRefusal(plan)) throw new Refused(plan);
    await holdAddressesOf(tx, request, [plan], { preview });
    const plans = [{ plan, number }];
    const done = preview
      ? asPreview(plans)
      : await carryOut(
          tx,
          {
            action: 'undo',
            actor: request.actor,
            door: request.door,
            input: { operation: operation.documentId, action: operation.action },
            now,
            undoes: operation.id,
          },
          plans,
        );
    return done[0] ?? { plan, operation: null };
  });
}

/** R10: what only active leads offer is not undone on an inactive one. Of tasks and events their own rules ask. */
export const mayBeInactive = (action: string): boolean =>
  leadActions.find(action)?.whenInactive ?? true;

/** Leads first, then contacts, each in id order: the order of every action (D5). */
export async function lockTouched(tx: Tx, operations: readonly OperationFact[]): Promise<void> {
  const changes = operations.flatMap((operation) => operation.changes);
  const idsOf = (record: Subject['record']): number[] => [
    ...new Set(
      changes.filter(({ subject }) => subject.record === record).map(({ subject }) => subject.id),
    ),
  ];
  const leadIds = operations.flatMap(({ leadId }) => leadId ?? []);
  const linked = await leadsOfLinks(tx, idsOf('lead-contact'));
  await lockRows(tx, 'lead', [...new Set([...idsOf('lead'), ...leadIds, ...linked])]);
  const contactIds = operations.flatMap(({ contactId }) => contactId ?? []);
  const reached = contactsReached(changes).map(({ id }) => id);
  await lockRows(tx, 'contact', [...new Set([...reached, ...contactIds])]);
  for (const record of PLANNED_RECORDS) {
    if (record !== 'lead' && record !== 'contact') await lockRows(tx, record, idsOf(record));
  }
}

async function judgeAccess(
  tx: Tx,
  { actor, strapi }: Request,
  operation: OperationFact,
): Promise<{
  lead?: LeadFact;
  subject: Subject;
  number: number | null;
  refusal: Refusal | null;
}> {
  const grant = GRANT_KEYS.find((key) => key === operation.access) ?? 'edit';
  if (operation.leadId !== null) {
    const [lead] = await loadLeads(tx, [operation.leadId]);
    if (lead === undefined) throw new Refused(refuse('record.missing'));
    const { policy } = await loadStanding(tx, configuredSettings(strapi));
    return {
      lead,
      subject: leadSubject(lead),
      number: lead.version + 1,
      refusal: mayOnLead({ actor, lead, policy }, grant),
    };
  }
  return {
    subject: await contactSubjectOf(tx, operation.contactId ?? 0),
    number: null,
    refusal: mayDo(actor, grant satisfies GrantKey, null),
  };
}

async function contactSubjectOf(tx: Tx, id: number): Promise<Subject> {
  const contact = (await loadContacts(tx, [id])).get(id);
  if (contact === undefined) throw new Refused(refuse('record.missing'));
  return { record: 'contact', id, documentId: contact.documentId, label: contact.name };
}
