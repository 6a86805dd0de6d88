import type { Change, Plan, Subject } from '../kernel/plan';
import type { Ref } from '../kernel/values';

/** What people call it; a request has no name of its own. */
export const REQUEST_LABEL = 'Request to close as lost';

type Settled = 'approved' | 'declined' | 'void' | 'withdrawn';

interface Settlement {
  readonly leadId: number;
  readonly status: Settled;
  readonly decider: Ref | null;
  readonly note: string | null;
  readonly now: Date;
}

/** I10: a request is settled once; its lead may be asked about again from then on. */
export function settledRequest(
  { id, documentId }: Ref,
  { leadId, status, decider, note, now }: Settlement,
): Change[] {
  const subject: Subject = { record: 'close-request', id, documentId, label: REQUEST_LABEL };
  const changes = [
    ['status', 'pending', status],
    ['decider', null, decider],
    ['decidedAt', null, now.toISOString()],
    ['note', null, note],
    ['openKey', leadId, null],
  ] as const;
  return changes
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ subject, field, before, after, rule: 'R16' }));
}

/** Does a change speak of a request and not of its lead's closing? What is settled stays so (I10). */
export const isOfRequest = ({
  subject,
  field,
}: {
  readonly subject: { readonly record: string };
  readonly field: string;
}): boolean =>
  subject.record === 'close-request' ||
  (subject.record === 'lead' && field === 'pendingCloseRequest');

/** R15: the request that a deed leaves behind, where it was not done but asked for. */
export const requestLeftBy = ({ changes }: Pick<Plan, 'changes'>): Subject | undefined =>
  changes.find(({ subject, deed }) => subject.record === 'close-request' && deed === 'created')
    ?.subject;
