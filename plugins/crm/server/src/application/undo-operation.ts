import { contactsReached } from '../../../core/history/undo';
import { PLANNED_RECORDS, type Subject } from '../../../core/kernel/plan';
import { isRefusal, refuse } from '../../../core/kernel/refusals';
import { leadsOfLinks } from '../facts/merging';
import { loadOperation, type OperationFact } from '../facts/operations';
import { lockRows } from '../store/lock';
import { inTransaction, type Tx } from '../store/transaction';
import { holdAddressesOf } from './addresses/hold-for-plans';
import { asPreview, carryOut, type Done } from './carry-out';
import { atItsTurn, type Request } from './context';
import { judgeUndo, loadUndoings, refuseFixed } from './judge-undo';
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
    const fixed = refuseFixed([operation]);
    if (fixed !== null) throw new Refused(fixed);
    const preview = call.preview ?? false;
    if (!preview) await lockTouched(tx, [operation]);
    const [undoing] = await loadUndoings(tx, [operation]);
    if (undoing === undefined) throw new Refused(refuse('record.missing'));
    const { lead } = undoing;
    const turn = atItsTurn(request, lead === undefined ? [] : [lead]);
    const judge = await judgeUndo(tx, turn, [undoing]);
    const plan = judge(undoing);
    if (isRefusal(plan)) throw new Refused(plan);
    await holdAddressesOf(tx, request, [plan], { preview });
    const plans = [{ plan, number: lead === undefined ? null : lead.version + 1 }];
    const done = preview
      ? asPreview(plans)
      : await carryOut(
          tx,
          {
            action: 'undo',
            actor: request.actor,
            door: request.door,
            input: { operation: operation.documentId, action: operation.action },
            now: turn.now,
            undoes: operation.id,
          },
          plans,
        );
    return done[0] ?? { plan, operation: null };
  });
}

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
