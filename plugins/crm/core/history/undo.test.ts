import type { Change, Subject } from '../kernel/plan';
import { isRefusal } from '../kernel/refusals';
import type { Value } from '../kernel/values';
import { ref } from '../testing/facts';
import { planUndo } from './undo';

const lead: Subject = { record: 'lead', id: 1, documentId: 'l1', label: 'Villa' };
const ana: Subject = { record: 'contact', id: 2, documentId: 'c2', label: 'Ana' };
const changed = (subject: Subject, field: string, before: Value, after: Value): Change => ({
  subject,
  field,
  before,
  after,
  rule: 'R6',
});

const changes = [
  changed(lead, 'active', true, false),
  changed(ana, 'active', true, false),
  changed(ana, 'inactivatedBy', null, ref(9)),
];

const undo = (
  ana2: Record<string, Value> | undefined,
  given: Partial<Parameters<typeof planUndo>[0]> = {},
) =>
  planUndo({
    changes,
    subject: lead,
    access: 'deactivate',
    current: new Map([
      ['lead:1', { active: false }],
      ...(ana2 === undefined ? [] : [['contact:2', ana2] as const]),
    ]),
    usedElsewhere: new Set(),
    members: new Set(),
    gone: new Set(),
    protections: [],
    ...given,
  });

describe('undoing an operation', () => {
  it('restores exactly what it changed', () => {
    const plan = undo({ active: false, inactivatedBy: ref(9) });

    expect(isRefusal(plan) ? [] : plan.changes.map(({ field, after }) => [field, after])).toEqual([
      ['active', true],
      ['active', true],
      ['inactivatedBy', null],
    ]);
  });

  it('leaves alone what is back already', () => {
    const plan = undo({ active: true, inactivatedBy: null });

    expect(isRefusal(plan) ? 0 : plan.changes.length).toBe(1);
  });

  it('X68: refuses as a whole when something has changed since, and names it', () => {
    expect(undo({ active: false, inactivatedBy: ref(11, 'deactivate') })).toMatchObject({
      code: 'operation.conflict',
      message: expect.stringContaining('Ana: inactivatedBy is now deactivate'),
    });
    expect(undo(undefined)).toMatchObject({
      message: expect.stringContaining('Ana no longer exists'),
    });
  });

  it('refuses when nothing is left to undo', () => {
    expect(
      planUndo({
        changes: [changed(lead, 'active', true, false)],
        subject: lead,
        access: 'deactivate',
        current: new Map([['lead:1', { active: true }]]),
        usedElsewhere: new Set(),
        members: new Set(),
        gone: new Set(),
        protections: [],
      }),
    ).toMatchObject({ code: 'operation.conflict' });
  });

  it('R7: makes nobody inactive whom an active lead needs by now', () => {
    const activation = [changed(ana, 'active', false, true)];

    expect(
      undo(
        { active: true },
        {
          changes: activation,
          protections: [{ contactId: 2, by: 'lead', id: 3, label: 'Boat' }],
        },
      ),
    ).toMatchObject({ message: expect.stringContaining('Ana is active on lead "Boat"') });
  });
});
