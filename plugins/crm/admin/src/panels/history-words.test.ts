import type { HistoryEntry, ReplyChange } from '../api/replies';
import type { Words } from '../words';
import { chosenReasonOf, mayBeUndone, qualificationIn, reasonOf } from './history-words';

const words = { value: (_field: string, value: string) => value } as unknown as Words;

const change = (part: Partial<ReplyChange>): ReplyChange => ({
  record: 'lead',
  documentId: 'lead-1',
  label: 'The lead',
  field: 'status',
  before: 'open',
  after: 'closed',
  rule: 'L1',
  ...part,
});

const entry = (part: Partial<HistoryEntry>): HistoryEntry => ({
  documentId: 'operation-1',
  action: 'close-lost',
  at: null,
  actor: { kind: 'member', name: 'Sam Sales' },
  input: { reason: 'ud7cam9yiw32ybemwstylu1i' },
  undoneBy: null,
  stays: null,
  changes: [change({})],
  kept: [],
  ...part,
});

const PRICE = { documentId: 'ud7cam9yiw32ybemwstylu1i', label: 'Price' };

describe('R23: qualifying, where a process asks for more first', () => {
  const qualified = change({ field: 'state', before: 'assigned', after: 'qualified' });
  const task = change({ record: 'task', field: 'status', before: null, after: 'open' });

  it.each([
    ['qualify', [task], 'qualify.asked'],
    ['qualify', [qualified], undefined],
    ['complete-task', [task], undefined],
    ['complete-task', [task, qualified], 'complete-task.qualified'],
    ['score', [qualified], undefined],
  ] as const)('%s is told by what it has changed (%#)', (action, changes, told) => {
    expect(qualificationIn({ action, changes })).toBe(told);
  });
});

describe('a line of history', () => {
  it('L9: gives the reason by the name that the change has kept', () => {
    const closed = entry({
      changes: [change({ field: 'lostReason', before: null, after: PRICE })],
    });

    expect(reasonOf(words, closed)).toBe('Price');
    expect(chosenReasonOf(closed)).toBeUndefined();
  });

  it('R15: has the reason of a request looked up, and never shows its id', () => {
    const asked = entry({ action: 'request-close-lost' });

    expect(reasonOf(words, asked)).toBeUndefined();
    expect(chosenReasonOf(asked)).toBe(PRICE.documentId);
  });

  it('gives a reason that somebody wrote as it is', () => {
    const deactivated = entry({ action: 'deactivate', input: { reason: 'Moved away' } });

    expect(reasonOf(words, deactivated)).toBe('Moved away');
  });

  it.each(['request-close-lost', 'withdraw-close-request', 'decline-close-request'])(
    'I10: offers no way back from what is asked or decided: %s',
    (action) => {
      const changes = [
        change({ field: 'pendingCloseRequest' }),
        change({ record: 'close-request', field: 'status' }),
      ];

      expect(mayBeUndone(entry({ action, changes }))).toBe(false);
    },
  );

  it('I10: offers to undo the closing that a request was approved for', () => {
    const changes = [change({ field: 'pendingCloseRequest' }), change({ field: 'state' })];

    expect(mayBeUndone(entry({ action: 'approve-close-request', changes }))).toBe(true);
    expect(mayBeUndone(entry({ changes, undoneBy: 'operation-2' }))).toBe(false);
  });
});
