import { contactActions, leadActions } from '../../../core';
import { ASKED } from '../../../core/close-request/ask';
import { isUndoable } from '../../../core/history/undo';
import { closeLost } from '../../../core/lead/actions/close-lost';
import { qualify } from '../../../core/lead/actions/qualify';
import type { HistoryEntry, RecordName } from '../api/replies';
import type { Words } from '../words';

/** What began a record or is for good is not undone, and what is undone is undone by another line. */
export const mayBeUndone = ({ action, undoneBy, changes }: HistoryEntry): boolean =>
  undoneBy === null && isUndoable(action, changes);

/** Why an entry cannot be undone, as the server judged it with the entry. */
export const staysBecause = (words: Words, { stays }: HistoryEntry): string | undefined =>
  stays === null
    ? undefined
    : words.refusal({ ...stays, details: { code: stays.code, changed: stays.changed } });

/** "set the lead inactive": what an entry did, after its actor's name. */
export function deedOf(words: Words, record: RecordName, entry: HistoryEntry): string {
  const subject = subjectOf(record, entry);
  const action = { lead: leadActions, contact: contactActions }[subject].find(entry.action);
  const id = `${subject}.${qualificationIn(entry) ?? entry.action}`;
  return words.sayOr(
    `crm.history.${id}`,
    words.sayOr(`crm.history.${entry.action}`, action?.words.done ?? entry.action),
  );
}

/** R23: where a process asks for more first, qualifying begins with the asking and ends with its last task. */
export function qualificationIn({ action, changes }: Pick<HistoryEntry, 'action' | 'changes'>) {
  const isQualified = changes.some(
    ({ record, field, after }) => record === 'lead' && field === 'state' && after === 'qualified',
  );
  if (action === qualify.key && !isQualified) return 'qualify.asked';
  return action === 'complete-task' && isQualified ? 'complete-task.qualified' : undefined;
}

/** A contact's history holds what was done to its leads as well. */
const subjectOf = (record: RecordName, { changes }: HistoryEntry): RecordName =>
  record === 'lead' || changes.some((change) => change.record === 'lead') ? 'lead' : 'contact';

/** The lead through which a contact was reached, to be named beside the deed. */
export const leadOf = (record: RecordName, { changes }: HistoryEntry) =>
  record === 'contact' ? changes.find((change) => change.record === 'lead') : undefined;

/** Why, as far as somebody gave words to it; a contact's reason is a choice with words of its own. */
export function reasonOf(words: Words, entry: HistoryEntry): string | undefined {
  const lost = entry.changes.find(({ field }) => field === 'lostReason')?.after;
  // Chosen from a list: the input names the value, the change says what it is called.
  if (typeof lost === 'object' && lost !== null) return lost.label;
  const reason = entry.input?.['reason'];
  return typeof reason === 'string' && reason !== '' && chosenReasonOf(entry) === undefined
    ? words.value('inactiveReason', reason)
    : undefined;
}

const WITH_CHOSEN_REASON: readonly string[] = [closeLost.key, ASKED];

/** The dropdown value that says why, where no change tells its name: it was only asked for, or stood there before. */
export function chosenReasonOf({ action, input, changes }: HistoryEntry): string | undefined {
  const reason = input?.['reason'];
  return WITH_CHOSEN_REASON.includes(action) &&
    typeof reason === 'string' &&
    !changes.some(({ field }) => field === 'lostReason')
    ? reason
    : undefined;
}
