import type { Change } from '../../kernel/plan';
import type { Ref } from '../../kernel/values';
import type { TaskFact } from '../facts';

/** X63: a task changes hands. */
export const handedTo = ({ id, documentId, label, assignee }: TaskFact, to: Ref): Change => ({
  subject: { record: 'task', id, documentId, label },
  field: 'assignee',
  before: assignee,
  after: to,
  rule: 'X63',
});
