import type { Change, Subject } from '../kernel/plan';
import { effectsOf, unchangedAmong } from './effects';

const change = (
  record: Subject['record'],
  id: number,
  field: string,
  after: Change['after'],
): Change => ({
  subject: { record, id, documentId: `d${id}`, label: 'One' },
  field,
  before: null,
  after,
  rule: 'R6',
});

describe('what a bulk does beside its leads', () => {
  it('counts people and void requests, each once, whichever leads they are on (X2)', () => {
    const plans = [
      { changes: [change('lead', 1, 'active', false), change('contact', 2, 'active', false)] },
      { changes: [change('contact', 2, 'active', false), change('contact', 3, 'active', true)] },
      { changes: [change('close-request', 4, 'status', 'void')] },
      { changes: [change('close-request', 5, 'status', 'approved')] },
    ];

    expect(effectsOf(plans)).toEqual({ inactive: [2], active: [3], voided: [4] });
  });

  it('tells the leads on which nothing changes from the others', () => {
    expect(
      unchangedAmong([{ changes: [] }, { changes: [change('lead', 1, 'active', false)] }]),
    ).toBe(1);
  });
});
