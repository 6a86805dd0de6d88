import { z } from 'zod';
import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aProcess,
  aStaffMember,
  aStage,
  aStep,
  aValue,
  contextFor,
  created,
  FILLED,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
  NO_FACTS,
} from '../../testing/facts';
import { QUALIFICATION_FIELDS } from '../model';
import { qualify } from './qualify';

const sales = aPipeline();
const deals = aDealPipeline();
const sue = aStaffMember({ id: 8, label: 'Sue' });
const acme = ref(50, 'Acme');
const direction = aValue('selling-direction', 'general', { label: 'Services' });
const lead = aLeadIn(sales, 'assigned', { title: 'Villa' });
const facts = {
  pipelines: [sales, deals],
  members: keyed(sue),
  answers: new Map([[1, FILLED]]),
  companies: { byId: keyed(acme), byName: new Map(), byWebsite: new Map() },
};
const form = { city: 'Ulm', sellingDirection: direction.documentId };
const world = { leads: [lead], facts, dropdown: [direction] };

describe('qualifying a lead at once', () => {
  it('S9 E7 E14: closes the lead as qualified and links its opportunity', () => {
    const { changes } = planOver(qualify, form, {
      ...world,
      actor: aMember({ qualify: 'own' }, { id: 7 }),
    });

    expect(leadBecomes(changes)).toEqual({
      stage: expect.objectContaining({ label: 'qualified' }),
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
      state: 'qualified',
      status: 'closed',
      outcome: 'qualified',
      closedAt: '2026-03-01T12:00:00.000Z',
      closedBy: ref(7, 'Sam'),
      opportunity: expect.objectContaining({ record: 'opportunity', label: 'Villa' }),
    });
  });

  it('X76: takes the title over as the lead has it, and a name of one’s own as plain text', () => {
    const imported = aLeadIn(sales, 'assigned', { title: '<b>Villa</b>' });
    const named = (input: object) => planOver(qualify, input, { ...world, leads: [imported] });

    for (const input of [form, { ...form, name: '<b>Villa</b>' }]) {
      expect(created(named(input).changes, 'opportunity')).toMatchObject([
        { name: '<b>Villa</b>' },
      ]);
    }
    expect(pathsOf(named({ ...form, name: '<i>Villa</i>' }).refused[0])).toEqual(['name']);
  });

  it('S8: makes one opportunity from the form, with the lead it originates from', () => {
    const { changes } = planOver(
      qualify,
      {
        ...form,
        name: 'Villa, roof',
        responsible: sue.documentId,
        currentSituation: 'Leaks.',
        estimatedRevenue: 1200,
        estimatedCloseDate: '2026-06-30',
        description: 'Soon.',
      },
      world,
    );

    expect(created(changes, 'opportunity')).toEqual([
      {
        name: 'Villa, roof',
        responsible: sue,
        city: 'Ulm',
        sellingDirection: direction,
        currentSituation: 'Leaks.',
        estimatedRevenue: 1200,
        estimatedCloseDate: '2026-06-30',
        description: 'Soon.',
        pipeline: deals,
        stage: expect.objectContaining({ label: 'Discovery' }),
        originatingLead: expect.objectContaining({ record: 'lead', label: 'Villa' }),
        qualificationKey: 'lead1:1',
      },
    ]);
  });

  it('S8: name and responsible are the lead’s title and owner where nothing else is said', () => {
    const { changes } = planOver(qualify, form, world);

    expect(created(changes, 'opportunity')).toMatchObject([
      { name: 'Villa', responsible: { label: 'Sam' } },
    ]);
  });

  it('S8: the form starts with title, owner and company of the lead', () => {
    expect(qualify.prefill({ ...lead, company: acme }, NO_FACTS)).toEqual({
      name: 'Villa',
      responsible: ref(7).documentId,
      company: acme.documentId,
    });
    expect(qualify.prefill({ ...lead, owner: null }, NO_FACTS)).toEqual({ name: 'Villa' });
  });

  it.each(['city', 'sellingDirection'])('S8: asks for %s', (field) => {
    const { refused } = planOver(qualify, { ...form, [field]: undefined }, world);

    expect(pathsOf(refused[0])).toEqual([field]);
  });

  it.each(QUALIFICATION_FIELDS)('S7 X35: %s has to be filled on the lead', (field) => {
    const answers = new Map([[1, { ...FILLED, [field]: '  ' }]]);

    const { refused, changes } = planOver(qualify, form, {
      ...world,
      facts: { ...facts, answers },
    });

    expect(refused).toMatchObject([
      { code: 'qualification.incomplete', details: { missing: [field] } },
    ]);
    expect(changes).toEqual([]);
  });

  it('S7: names all ten at once, the owner among them', () => {
    const { refused } = planOver(qualify, form, {
      ...world,
      leads: [{ ...lead, owner: null }],
      facts: { ...facts, answers: new Map() },
    });

    expect(refused[0]?.details['missing']).toEqual(['owner', ...QUALIFICATION_FIELDS]);
  });

  it('S6: is the owner’s alone, whatever other roles there are', () => {
    const code = (id: number, roles: string[]) =>
      planOver(qualify, form, { ...world, actor: aMember({ qualify: 'own' }, { id, roles }) })
        .refused[0]?.code;

    expect(code(7, ['crm_sales'])).toBeUndefined();
    expect(code(8, ['crm_admin', 'crm_manager'])).toBe('access.owner');
  });

  it('S6 S17: from assigned only, and only while active', () => {
    const code = (given: Parameters<typeof aLeadIn>) =>
      planOver(qualify, form, { ...world, leads: [aLeadIn(...given)] }).refused[0]?.code;

    expect(code([sales, 'new'])).toBe('lead.state');
    expect(code([sales, 'qualified'])).toBe('lead.final');
    expect(code([sales, 'assigned', { leadScoreKind: 'death' }])).toBe('lead.final');
    expect(code([sales, 'assigned', { active: false }])).toBe('lead.inactive');
  });

  it('X33: is refused when somebody has changed the lead meanwhile', () => {
    const { refused, changes } = planOver(qualify, form, { ...world, version: 4 });

    expect(refused).toMatchObject([{ code: 'lead.changed', details: { version: 1 } }]);
    expect(changes).toEqual([]);
  });

  it('X36: the responsible is active and works on leads, be it the owner', () => {
    const left = aStaffMember({ id: 9, label: 'Lee', active: false });
    const named = planOver(
      qualify,
      { ...form, responsible: left.documentId },
      { ...world, facts: { ...facts, members: keyed(left) } },
    );
    const owner = planOver(qualify, form, { ...world, leads: [{ ...lead, ownerActive: false }] });

    for (const { refused } of [named, owner]) {
      expect(refused).toMatchObject([
        { code: 'member.inactive', details: { field: 'responsible' } },
      ]);
    }
  });

  it('R31 X20: the selling direction is one that is still in use', () => {
    const code = (value: typeof direction) =>
      planOver(qualify, form, { ...world, dropdown: [{ ...direction, ...value }] }).refused[0]
        ?.code;

    expect(code({ ...direction, active: false })).toBe('dropdown.retired');
    expect(code({ ...direction, type: 'channel' })).toBe('dropdown.wrong-type');
  });

  it('R18: is held to the order of the pipeline', () => {
    const slow = aPipeline({
      nextOnly: true,
      stages: [
        aStage('new', { id: 1 }),
        aStage('assigned', { id: 2 }),
        aStage('assigned', { id: 3, label: 'Offer' }),
        aStage('qualified', { id: 4 }),
      ],
    });

    const { refused } = planOver(qualify, form, {
      ...world,
      leads: [aLeadIn(slow, 'assigned')],
      facts: { ...facts, pipelines: [slow, deals] },
    });

    expect(refused).toMatchObject([{ code: 'stage.skipped', details: { next: 'Offer' } }]);
  });
});

describe('the company and the deal of a qualification', () => {
  it('E11: takes the lead’s own company where none is named', () => {
    const { changes } = planOver(qualify, form, { ...world, leads: [{ ...lead, company: acme }] });

    expect(created(changes, 'opportunity')).toMatchObject([{ company: { label: 'Acme' } }]);
    expect(leadBecomes(changes)).not.toHaveProperty('company');
  });

  it('E11: links the company that is chosen, to the lead and to the deal', () => {
    const { changes } = planOver(qualify, { ...form, company: acme.documentId }, world);

    expect(leadBecomes(changes)).toMatchObject({ company: { label: 'Acme' } });
    expect(created(changes, 'opportunity')).toMatchObject([{ company: { label: 'Acme' } }]);
  });

  it('E11: makes the company that is new before the deal that needs it', () => {
    const { changes } = planOver(qualify, { ...form, newCompany: { name: 'Öko GmbH' } }, world);

    expect(created(changes, 'company')).toMatchObject([{ name: 'Öko GmbH' }]);
    expect(leadBecomes(changes)).toMatchObject({ company: { label: 'Öko GmbH' } });
    const records = changes.map(({ subject }) => subject.record);
    expect(records.indexOf('company')).toBeLessThan(records.indexOf('opportunity'));
  });

  it('E12: the deal goes to the pipeline that is chosen, else to the default one', () => {
    const other = aDealPipeline({ id: 25, label: 'Projects', isDefault: false });
    const pipelineOf = (asked: object) =>
      created(
        planOver(
          qualify,
          { ...form, ...asked },
          { ...world, facts: { ...facts, pipelines: [sales, deals, other] } },
        ).changes,
        'opportunity',
      )[0]?.['pipeline'];

    expect(pipelineOf({})).toBe(deals);
    expect(pipelineOf({ pipeline: other.documentId })).toBe(other);
  });

  it('E12: a pipeline for leads, an unknown one, or none at all has to be chosen anew', () => {
    const ask = (asked: object, pipelines = facts.pipelines) =>
      pathsOf(
        planOver(qualify, { ...form, ...asked }, { ...world, facts: { ...facts, pipelines } })
          .refused[0],
      );

    expect(ask({ pipeline: sales.documentId })).toEqual(['pipeline']);
    expect(ask({ pipeline: 'gone' })).toEqual(['pipeline']);
    expect(ask({}, [sales, { ...deals, isDefault: false }])).toEqual(['pipeline']);
  });

  it('E13: for a company alone no deal is made, and it says that one can follow', () => {
    const { changes, kept } = planOver(
      qualify,
      { ...form, type: 'company-only', company: acme.documentId },
      world,
    );

    expect(created(changes, 'opportunity')).toEqual([]);
    expect(leadBecomes(changes)).toMatchObject({ state: 'qualified', company: acme });
    expect(leadBecomes(changes)).not.toHaveProperty('opportunity');
    expect(kept).toEqual([expect.objectContaining({ rule: 'E13' })]);
  });

  it('E13: for a company alone there has to be one', () => {
    const { refused } = planOver(qualify, { ...form, type: 'company-only' }, world);

    expect(pathsOf(refused[0])).toEqual(['company']);
  });
});

describe('qualifying again after a reopening', () => {
  const again = { ...lead, opportunity: ref(60, 'Villa 2025') };
  const counted = { ...facts, opportunities: new Map([[1, 1]]) };

  it('R20: links the opportunity from before and makes no second one', () => {
    const { changes, kept } = planOver(qualify, form, {
      ...world,
      leads: [again],
      facts: counted,
    });

    expect(created(changes, 'opportunity')).toEqual([]);
    expect(leadBecomes(changes)).toMatchObject({ state: 'qualified' });
    expect(leadBecomes(changes)).not.toHaveProperty('opportunity');
    expect(kept).toEqual([
      expect.objectContaining({ rule: 'R20', because: expect.stringContaining('Villa 2025') }),
    ]);
  });

  it('R20: makes another one when asked for by name, with a key of its own', () => {
    const { changes, kept } = planOver(
      qualify,
      { ...form, createAnother: true },
      { ...world, leads: [again], facts: counted },
    );

    expect(created(changes, 'opportunity')).toMatchObject([{ qualificationKey: 'lead1:2' }]);
    expect(kept).toEqual([]);
  });
});

describe('qualifying through a process', () => {
  const process = aProcess({
    version: 3,
    steps: [aStep([{ key: 'company', type: 'company' }], { title: 'Request qualification data' })],
  });
  const inbound = aPipeline({
    stages: [
      aStage('new', { id: 1 }),
      aStage('assigned', { id: 2 }),
      aStage('qualified', { id: 3, processId: process.id }),
    ],
  });
  const asked = aLeadIn(inbound, 'assigned');
  const running = {
    leads: [asked],
    facts: { ...facts, pipelines: [inbound, deals], processes: new Map([[process.id, process]]) },
    dropdown: [direction],
  };

  it('R23 E5 E10: asks the owner by a task, and makes nothing yet', () => {
    const { changes } = planOver(qualify, {}, running);

    expect(created(changes, 'task')).toMatchObject([
      {
        kind: 'qualification',
        title: 'Request qualification data',
        assignee: { label: 'Sam' },
        status: 'open',
        step: 0,
      },
    ]);
    expect(leadBecomes(changes)).toEqual({
      pendingQualification: expect.objectContaining({ record: 'task' }),
    });
    expect(created(changes, 'opportunity')).toEqual([]);
  });

  it('R24: the task keeps the process as it is now, and the stage that it leads to', () => {
    const { changes } = planOver(qualify, {}, running);

    expect(JSON.parse(String(created(changes, 'task')[0]?.['process']))).toEqual({
      documentId: process.documentId,
      name: 'Qualification',
      version: 3,
      steps: process.steps,
      stage: 'stage3',
    });
  });

  it('R23: needs nothing at the start, and keeps what is said', () => {
    const { changes } = planOver(qualify, { city: 'Ulm' }, running);

    expect(JSON.parse(String(created(changes, 'task')[0]?.['form']))).toEqual({
      city: 'Ulm',
      type: 'deal-and-company',
    });
  });

  it('S7 R23: the ten fields are not asked for before the process has asked', () => {
    const { refused } = planOver(
      qualify,
      {},
      {
        ...running,
        facts: { ...running.facts, answers: new Map() },
      },
    );

    expect(refused).toEqual([]);
  });

  it('R23 X62: one that is waiting is not asked twice', () => {
    const waiting = { ...asked, pendingQualification: ref(40, 'Request qualification data') };

    const { refused } = planOver(qualify, {}, { ...running, leads: [waiting] });

    expect(refused).toMatchObject([
      { code: 'request.pending', details: { task: 'Request qualification data' } },
    ]);
  });

  it('R23: its form needs a city only where no process asks for it', () => {
    const required = (context: Parameters<typeof qualify.inputFor>[0]) =>
      z.toJSONSchema(qualify.inputFor(context), { io: 'input' }).required ?? [];

    expect(required(contextFor(asked, { facts: running.facts }))).toEqual([]);
    expect(required(contextFor(lead, { facts }))).toEqual(['city', 'sellingDirection']);
  });

  it('X65: a stage whose process is gone takes the form at once', () => {
    const { changes } = planOver(qualify, form, {
      ...running,
      facts: { ...running.facts, processes: new Map() },
    });

    expect(leadBecomes(changes)).toMatchObject({ state: 'qualified' });
  });
});
