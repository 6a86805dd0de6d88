import type { Change, Subject } from '../kernel/plan';
import { isRefusal } from '../kernel/refusals';
import type { Value } from '../kernel/values';
import { aLead, created, leadBecomes, NOW, ref } from '../testing/facts';
import { memberKey, planUndo } from './undo';

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
    now: NOW,
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
    erased: new Set(),
    whenInactive: false,
    inactive: new Set(),
    addressless: new Set(),
    merged: new Map(),
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
      message: expect.stringContaining('The contact has been deleted'),
    });
  });

  it('refuses what was done with a record that has been deleted since, and says so', () => {
    const call: Subject = { record: 'calendar-event', id: 3, documentId: 'e3', label: 'Call' };
    const rescheduled = [
      changed(call, 'dueAt', '2026-07-01T07:00:00.000Z', '2026-07-02T07:00:00.000Z'),
      changed(call, 'allDay', true, false),
    ];

    expect(undo(undefined, { changes: rescheduled, current: new Map() })).toMatchObject({
      code: 'operation.conflict',
      message:
        '"Call" has been deleted since, for good. What was done with it before is not undone any more.',
    });
  });

  it('refuses when nothing is left to undo', () => {
    expect(
      planUndo({
        now: NOW,
        changes: [changed(lead, 'active', true, false)],
        subject: lead,
        access: 'deactivate',
        current: new Map([['lead:1', { active: true }]]),
        usedElsewhere: new Set(),
        members: new Set(),
        gone: new Set(),
        erased: new Set(),
        whenInactive: false,
        inactive: new Set(),
        addressless: new Set(),
        merged: new Map(),
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

describe('undoing a qualification', () => {
  const made = (subject: Subject, values: Record<string, Value>): Change[] =>
    Object.entries(values).map(([field, after]) => ({
      ...changed(subject, field, null, after),
      deed: 'created',
    }));
  const company: Subject = { record: 'company', id: 5, documentId: 'k5', label: 'Acme' };
  const deal: Subject = { record: 'opportunity', id: 6, documentId: 'o6', label: 'Roof' };
  const companyMade = { name: 'Acme', nameKey: 'acme' };
  const dealMade = {
    name: 'Roof',
    company,
    originatingLead: lead,
    qualificationKey: 'l1:1',
    stage: ref(21, 'Discovery'),
  };
  const qualification = [
    ...made(company, companyMade),
    ...made(deal, dealMade),
    changed(lead, 'state', 'assigned', 'qualified'),
    changed(lead, 'opportunity', null, deal),
    changed(lead, 'company', null, company),
  ];
  const leadNow = { state: 'qualified', opportunity: deal, company };

  interface Today {
    readonly company?: Record<string, Value> | null;
    readonly deal?: Record<string, Value> | null;
    readonly used?: readonly string[];
  }
  const undone = ({ company: k = companyMade, deal: o = dealMade, used = [] }: Today = {}) => {
    const plan = planUndo({
      now: NOW,
      changes: qualification,
      subject: lead,
      access: 'qualify',
      current: new Map<string, Record<string, Value>>([
        ['lead:1', leadNow],
        ...(k === null ? [] : [['company:5', k] as const]),
        ...(o === null ? [] : [['opportunity:6', o] as const]),
      ]),
      usedElsewhere: new Set(used),
      members: new Set(),
      gone: new Set(),
      erased: new Set(),
      whenInactive: false,
      inactive: new Set(),
      addressless: new Set(),
      merged: new Map(),
      protections: [],
    });
    if (isRefusal(plan)) throw new Error(plan.message);
    const of = (deed: Change['deed']) => plan.changes.filter((change) => change.deed === deed);
    return {
      removed: [...new Set(of('removed').map(({ subject }) => subject.label))],
      set: of(undefined).map(({ subject, field, after }) => [subject.label, field, after]),
      kept: plan.kept.map(({ because }) => because),
      plan,
    };
  };
  const leadBack = [
    ['Villa', 'state', 'assigned'],
    ['Villa', 'opportunity', null],
    ['Villa', 'company', null],
  ];

  it('takes away what it made while nobody has touched it, the deal before its company', () => {
    expect(undone()).toMatchObject({ removed: ['Roof', 'Acme'], set: leadBack, kept: [] });
  });

  it('R20: leaves a deal that somebody has worked on, unlinked, and says so', () => {
    const { removed, set, kept } = undone({ deal: { ...dealMade, name: 'Roof and walls' } });

    expect(removed).toEqual([]);
    expect(set).toEqual([
      ...leadBack,
      ['Roof', 'originatingLead', null],
      ['Roof', 'qualificationKey', null],
    ]);
    expect(kept[0]).toBe('"Roof" stays: it has been changed since (name).');
  });

  it('a field that was filled since is work, too', () => {
    expect(undone({ deal: { ...dealMade, city: 'Ulm' } }).kept[0]).toContain('(city)');
    expect(undone({ deal: { ...dealMade, city: null } }).removed).toContain('Roof');
  });

  it('keeps the company that a deal which stays needs', () => {
    const { kept } = undone({ deal: { ...dealMade, name: 'Roof and walls' } });

    expect(kept[1]).toBe('"Acme" stays: what stays needs it.');
  });

  it('lets the company go where the deal that stays has another one by now', () => {
    const { removed } = undone({ deal: { ...dealMade, company: ref(9, 'Other') } });

    expect(removed).toEqual(['Acme']);
  });

  it('keeps what other records have come to point to', () => {
    const { removed, kept } = undone({ used: ['company:5'] });

    expect(removed).toEqual(['Roof']);
    expect(kept).toEqual(['"Acme" stays: other records point to it.']);
  });

  it('passes over what somebody has deleted since', () => {
    expect(undone({ deal: null })).toMatchObject({ removed: ['Acme'], set: leadBack });
  });

  it('X67: refuses as a whole where a stage to go back to is gone', () => {
    const before = ref(2, 'Working');
    const moved = [changed(lead, 'stage', before, ref(3, 'Qualified'))];

    expect(
      undo(undefined, {
        changes: moved,
        current: new Map([['lead:1', { stage: ref(3) }]]),
        gone: new Set(['lead.stage:2']),
        erased: new Set(),
        whenInactive: false,
        inactive: new Set(),
        addressless: new Set(),
        merged: new Map(),
      }),
    ).toMatchObject({ message: expect.stringContaining('Villa: stage Working is gone') });
  });

  it('undone itself, brings back the very records, all their fields under one subject', () => {
    const { plan } = undone();

    const again = planUndo({
      now: NOW,
      changes: plan.changes,
      subject: lead,
      access: 'qualify',
      current: new Map([['lead:1', { state: 'assigned', opportunity: null, company: null }]]),
      usedElsewhere: new Set(),
      members: new Set(),
      gone: new Set(),
      erased: new Set(),
      whenInactive: false,
      inactive: new Set(),
      addressless: new Set(),
      merged: new Map(),
      protections: [],
    });

    const changesAgain = isRefusal(again) ? [] : again.changes;
    expect(created(changesAgain, 'company')).toEqual([companyMade]);
    expect(created(changesAgain, 'opportunity')).toEqual([dealMade]);
    expect(changesAgain.find(({ deed }) => deed === 'created')?.subject).toEqual(deal);
    expect(leadBecomes(changesAgain)).toEqual({
      state: 'qualified',
      opportunity: deal,
      company,
    });
  });

  it('undone itself, leaves alone what is back already', () => {
    const { plan } = undone();

    const again = planUndo({
      now: NOW,
      changes: plan.changes,
      subject: lead,
      access: 'qualify',
      current: new Map<string, Record<string, Value>>([
        ['lead:1', { state: 'assigned', opportunity: null, company: null }],
        ['company:5', companyMade],
      ]),
      usedElsewhere: new Set(),
      members: new Set(),
      gone: new Set(),
      erased: new Set(),
      whenInactive: false,
      inactive: new Set(),
      addressless: new Set(),
      merged: new Map(),
      protections: [],
    });

    expect(isRefusal(again) ? [] : again.kept).toMatchObject([
      { because: 'Acme is back already.' },
    ]);
    expect(isRefusal(again) ? [] : created(again.changes, 'company')).toEqual([]);
  });
});

describe('undoing a membership', () => {
  const list: Subject = { record: 'marketing-list', id: 7, documentId: 'm7', label: 'Spring' };
  const joined: Change = { ...changed(list, 'leads', null, lead), deed: 'joined' };
  const left: Change = { ...changed(list, 'leads', lead, null), deed: 'left' };
  const undoList = (change: Change, members: readonly string[]) =>
    undo(undefined, { changes: [change], current: new Map(), members: new Set(members) });

  it('X56: takes off a list whom the operation put there', () => {
    expect(undoList(joined, [memberKey(joined)])).toMatchObject({
      changes: [{ deed: 'left', before: lead, after: null }],
    });
  });

  it('X56: puts back whom it took off', () => {
    expect(undoList(left, [])).toMatchObject({
      changes: [{ deed: 'joined', before: null, after: lead }],
    });
  });

  it('X56: has nothing to undo where somebody else has seen to it', () => {
    expect(undoList(joined, [])).toMatchObject({ code: 'operation.conflict' });
    expect(undoList(left, [memberKey(left)])).toMatchObject({ code: 'operation.conflict' });
  });
});

describe('undoing what a score has overtaken', () => {
  it('R3 X18: refuses to leave a lead open that its score closes', () => {
    const closing = [
      changed(lead, 'state', 'assigned', 'disqualified'),
      changed(lead, 'status', 'open', 'closed'),
      changed(lead, 'outcome', null, 'unqualified'),
    ];
    const today = aLead({
      title: 'Villa',
      state: 'disqualified',
      status: 'closed',
      outcome: 'unqualified',
      leadScore: ref(80, 'Lost'),
      leadScoreKind: 'lost-lead',
    });
    const current = new Map<string, Record<string, Value>>([
      ['lead:1', { state: 'disqualified', status: 'closed', outcome: 'unqualified' }],
    ]);

    const overtaken = undo(undefined, { changes: closing, current, lead: today });
    const free = undo(undefined, {
      changes: closing,
      current,
      lead: { ...today, leadScore: null, leadScoreKind: null },
    });

    expect(overtaken).toMatchObject({
      message: expect.stringContaining('Villa: its scores have changed (Lost)'),
    });
    expect(isRefusal(free)).toBe(false);
  });
});

describe('undoing what has to do with a merge', () => {
  const into = ref(1, 'Bea');
  const merging = [changed(ana, 'active', true, false), changed(ana, 'mergedInto', null, into)];
  const current = new Map<string, Record<string, Value>>([
    ['contact:2', { active: false, mergedInto: into }],
  ]);
  const merged = new Map([[2, 'Bea']]);

  it('X70: takes the two apart again', () => {
    const plan = undo(undefined, { changes: merging, current, merged });

    expect(isRefusal(plan) ? [] : plan.changes.map(({ field, after }) => [field, after])).toEqual([
      ['active', true],
      ['mergedInto', null],
    ]);
  });

  it('X70: touches nothing of a contact that has been merged since', () => {
    const earlier = [changed(ana, 'active', true, false)];
    const task: Subject = { record: 'task', ...ref(4, 'Call') };
    const given = [changed(task, 'contact', ana, null)];

    for (const before of [earlier, given]) {
      expect(
        undo(undefined, {
          changes: before,
          current: new Map([...current, ['task:4', { contact: null }]]),
          merged,
        }),
      ).toMatchObject({
        code: 'operation.conflict',
        details: { changed: ['Ana has been merged into Bea'] },
      });
    }
  });

  it('X70 R29: takes nobody apart who has been erased', () => {
    expect(
      undo(undefined, { changes: merging, current, merged, erased: new Set([2]) }),
    ).toMatchObject({ message: expect.stringContaining('erased') });
  });

  it('X70 X14: a flag of a link that is back already may be somebody else’s by now', () => {
    const link: Subject = { record: 'lead-contact', ...ref(5, 'Villa') };
    const flagged = [...merging, changed(link, 'primaryContact', false, true)];

    expect(
      undo(undefined, {
        changes: flagged,
        current: new Map([...current, ['lead-contact:5', { primaryContact: false }]]),
        merged,
      }),
    ).toMatchObject({ code: 'operation.conflict' });
  });
});
