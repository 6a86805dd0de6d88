import type { Setting } from '../../kernel/action';
import { aLead, becomes, ref } from '../../testing/facts';
import type { LeadDecision } from '../action';
import { withoutPendingTask } from './pending';

const waiting = aLead({ state: 'assigned', pendingQualification: ref(40, 'Ask') });
const setting = (field: string, after: Setting['after']): LeadDecision => ({
  access: 'edit',
  set: [{ field, after, rule: 'S1' }],
});

describe('a lead that waits for its qualification data', () => {
  it.each([
    ['R23', 'moved to another stage', setting('stage', ref(3))],
    ['R23', 'moved to another pipeline', setting('pipeline', ref(3))],
    ['R23', 'given another state', setting('state', 'disqualified')],
    ['E20', 'closed', setting('status', 'closed')],
    ['X38', 'set inactive', setting('active', false)],
  ])('%s: stops waiting when it is %s, and its task is cancelled', (_rule, _what, decision) => {
    const { set, changes = [] } = withoutPendingTask(waiting, decision);

    expect(set.at(-1)).toEqual({ field: 'pendingQualification', after: null, rule: 'R23' });
    expect(changes).toEqual([
      {
        subject: { record: 'task', ...ref(40, 'Ask') },
        field: 'status',
        before: 'open',
        after: 'cancelled',
        rule: 'R23',
      },
    ]);
  });

  it.each([
    ['given to somebody else', setting('owner', ref(8))],
    ['scored without being closed', setting('leadScore', ref(80))],
    ['set active', setting('active', true)],
    ['linked to a company', setting('company', ref(50))],
  ])('R23: goes on waiting when it is %s', (_what, decision) => {
    expect(withoutPendingTask(waiting, decision)).toBe(decision);
  });

  it('R23: a deed that settles the task itself is left to do so', () => {
    const decision: LeadDecision = {
      access: 'qualify',
      set: [
        { field: 'stage', after: ref(3), rule: 'S6' },
        { field: 'pendingQualification', after: null, rule: 'R23' },
      ],
    };

    expect(withoutPendingTask(waiting, decision)).toBe(decision);
  });

  it('keeps what else the deed changes', () => {
    const other = { subject: { record: 'task', ...ref(41) }, field: 'title', rule: 'S1' } as const;
    const decision = {
      ...setting('stage', ref(3)),
      changes: [{ ...other, before: null, after: 'x' }],
    };

    const { changes = [] } = withoutPendingTask(waiting, decision);

    expect(becomes(changes, 'title')).toBe('x');
    expect(becomes(changes, 'status')).toBe('cancelled');
  });

  it('one that does not wait changes nothing', () => {
    const decision = setting('stage', ref(3));

    expect(withoutPendingTask(aLead(), decision)).toBe(decision);
  });
});
