import type { ChangeReply, OperationReply } from '../../../core/history/replies';
import type { Change, Kept, Plan } from '../../../core/kernel/plan';
import { isRef, type Value } from '../../../core/kernel/values';
import { BOOKKEEPING_FIELDS } from '../../../core/lead/model';
import type { Done } from '../application/carry-out';

/** Empty in a preview, for a record that does not exist yet. */
const idOf = ({ documentId }: { documentId: string }): string | null =>
  documentId === '' ? null : documentId;

const shown = (value: Value): ChangeReply['after'] =>
  isRef(value) ? { documentId: idOf(value), label: value.label } : value;

/** What outsiders see of a change: records and references by documentId, never by row id. */
export const replyChange = ({
  subject,
  field,
  before,
  after,
  rule,
  deed,
}: Change): ChangeReply => ({
  record: subject.record,
  documentId: idOf(subject),
  label: subject.label,
  field,
  before: shown(before),
  after: shown(after),
  rule,
  ...(deed === undefined ? {} : { deed }),
});

const replyKept = ({ subject, rule, because }: Kept) => ({
  record: subject.record,
  documentId: subject.documentId,
  label: subject.label,
  rule,
  because,
});

/**
 * The `meta.operation` of a reply. The times and back-references that the CRM keeps with a change are
 * left to the history, so that a preview and the deed that follows it read the same.
 */
export function replyOperation(
  action: string,
  { plan, operation }: Done,
  preview: boolean,
): OperationReply {
  return {
    documentId: operation?.documentId ?? null,
    action,
    ...planReply(plan),
    ...(preview ? { preview: true } : {}),
  };
}

const planReply = ({ changes, kept }: Plan) => ({
  changes: changes.filter(({ field }) => !BOOKKEEPING_FIELDS.includes(field)).map(replyChange),
  kept: kept.map(replyKept),
});
