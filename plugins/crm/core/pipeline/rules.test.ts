import { judgeDeletion, judgePipeline, judgeStages, placeOf, type StageDraft } from './rules';

const stage = (id: number, state: string, position: number, more: object = {}): StageDraft => ({
  id,
  label: `Stage ${id}`,
  state,
  position,
  processId: null,
  ...more,
});

const LEADS = [stage(1, 'new', 0), stage(2, 'assigned', 1), stage(3, 'qualified', 2)];
const DEALS = [stage(1, 'open', 0), stage(2, 'won', 1)];

describe('the stages of a lead pipeline', () => {
  it('E18: are renamed, reordered and added freely', () => {
    const after = [stage(1, 'new', 0), stage(3, 'qualified', 1), stage(2, 'assigned', 2)];

    expect(judgeStages('lead', LEADS, [...after, stage(0, 'lost', 3)])).toBeNull();
  });

  it.each([
    ['deleted', LEADS.slice(1), 'stage'],
    ['given another state', [stage(1, 'assigned', 0), ...LEADS.slice(1)], 'state'],
    ['moved back', [stage(1, 'new', 5), ...LEADS.slice(1)], 'position'],
    ['overtaken', [...LEADS, stage(0, 'assigned', -1)], 'position'],
  ])('E18: keep New, which is not to be %s', (_what, after, field) => {
    expect(judgeStages('lead', LEADS, after)).toMatchObject({
      code: 'field.guarded',
      details: { field },
    });
  });

  it('R2: have a state of leads', () => {
    expect(judgeStages('lead', LEADS, [...LEADS, stage(0, 'open', 9)])).toMatchObject({
      details: { errors: [{ path: ['state'] }] },
    });
  });

  it('E15: only one that is qualified has a process', () => {
    const [first, second, third] = LEADS as [StageDraft, StageDraft, StageDraft];

    expect(judgeStages('lead', LEADS, [first, second, { ...third, processId: 1 }])).toBeNull();
    expect(judgeStages('lead', LEADS, [first, { ...second, processId: 1 }, third])).toMatchObject({
      details: { errors: [{ path: ['process'] }] },
    });
  });

  it('an old mistake keeps nobody from renaming a stage', () => {
    const before = [stage(1, 'open', 0), stage(2, 'new', 1)];

    expect(judgeStages('lead', before, before)).toBeNull();
  });
});

describe('the stages of an opportunity pipeline', () => {
  it('X60: keep one that is open', () => {
    expect(judgeStages('opportunity', DEALS, DEALS.slice(1))).toMatchObject({
      code: 'field.guarded',
    });
    expect(judgeStages('opportunity', DEALS, DEALS.slice(0, 1))).toBeNull();
  });

  it('R2: have no state of leads', () => {
    expect(judgeStages('opportunity', DEALS, [...DEALS, stage(0, 'assigned', 3)])).not.toBeNull();
  });
});

describe('a new stage', () => {
  it('goes to the end unless it is given a place', () => {
    expect([placeOf(null, LEADS), placeOf(0, LEADS), placeOf(1, LEADS), placeOf(0, [])]).toEqual([
      3, 3, 1, 0,
    ]);
  });
});

describe('a pipeline', () => {
  const sales = { kind: 'lead', isDefault: true, label: 'Sales' } as const;

  it('stays for what it is for', () => {
    expect(judgePipeline(sales, { kind: 'opportunity' })).toMatchObject({
      details: { field: 'kind' },
    });
  });

  it('that is the default is neither deleted nor just not the default any more', () => {
    expect(judgePipeline(sales, { isDefault: false })).toMatchObject({
      details: { field: 'isDefault' },
    });
    expect(judgeDeletion(sales)).toMatchObject({ code: 'field.guarded' });
    expect(judgeDeletion({ ...sales, isDefault: false })).toBeNull();
  });
});
