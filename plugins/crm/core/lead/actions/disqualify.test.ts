import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aStaffMember,
  aValue,
  created,
  FILLED,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { QUALIFICATION_FIELDS } from '../model';
import { disqualify } from './disqualify';

const sales = aPipeline();
const deals = aDealPipeline();
const acme = ref(50, 'Acme');
const direction = aValue('selling-direction', 'general', { id: 101 });
const NON_TARGET = aValue('disqualification-code', 'non-target', { id: 102 });
const NO_DEMAND = aValue('disqualification-code', 'demand-not-generated', {
  id: 103,
  label: 'Someday',
});
const dropdown = [direction, NON_TARGET, NO_DEMAND];
const lead = aLeadIn(sales, 'assigned', { title: 'Villa' });
const facts = {
  pipelines: [sales, deals],
  answers: new Map([[1, FILLED]]),
  companies: { byId: keyed(acme), byName: new Map(), byWebsite: new Map() },
};
const world = { leads: [lead], facts, dropdown };
const refusal = { code: NON_TARGET.documentId, reason: 'Too small.' };
const opportunity = { city: 'Ulm', sellingDirection: direction.documentId };
const someday = { code: NO_DEMAND.documentId, reason: 'Next year.', opportunity };

describe('disqualifying a lead', () => {
  it('S10 S11 E6 E7: closes it as unqualified, with code and reason', () => {
    const { changes } = planOver(disqualify, refusal, {
      ...world,
      actor: aMember({ disqualify: 'own' }, { id: 7 }),
    });

    expect(leadBecomes(changes)).toEqual({
      stage: expect.objectContaining({ label: 'disqualified' }),
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
      state: 'disqualified',
      status: 'closed',
      outcome: 'unqualified',
      closedAt: '2026-03-01T12:00:00.000Z',
      closedBy: ref(7, 'Sam'),
      disqualificationCode: NON_TARGET,
      disqualificationReason: 'Too small.',
    });
  });

  it('X37: leaves the opportunity of an earlier code, and says that it is to be decided on', () => {
    const kept = { ...lead, opportunity: ref(60, 'Villa, later') };

    const plan = planOver(disqualify, refusal, { ...world, leads: [kept] });

    expect(leadBecomes(plan.changes)).not.toHaveProperty('opportunity');
    expect(plan.changes).toContainEqual(
      expect.objectContaining({
        subject: expect.objectContaining({ record: 'opportunity', id: 60 }),
        field: 'forDecision',
        after: true,
        rule: 'X37',
      }),
    );
    expect(plan.kept).toMatchObject([
      { rule: 'X37', because: expect.stringContaining('Villa, later') },
    ]);
  });

  it('S11 R21: asks for both, and says so when only the reason is missing', () => {
    const ask = (input: object) => planOver(disqualify, input, world).refused[0];

    expect(pathsOf(ask({ reason: 'No.' }))).toEqual(['code']);
    expect(ask({ code: NON_TARGET.documentId })?.code).toBe('reason.required');
    expect(ask({ code: NON_TARGET.documentId, reason: '  ' })?.code).toBe('reason.required');
    expect(pathsOf(ask({}))).toEqual(['code', 'reason']);
  });

  it('S10 R13: is the owner’s alone, administrators included', () => {
    const admin = aMember({ disqualify: 'own' }, { id: 8, roles: ['crm_admin'] });

    const { refused } = planOver(disqualify, refusal, { ...world, actor: admin });

    expect(refused).toMatchObject([{ code: 'access.owner' }]);
  });

  it('S10 S17: from assigned only, and only while active', () => {
    const code = (given: Parameters<typeof aLeadIn>) =>
      planOver(disqualify, refusal, { ...world, leads: [aLeadIn(...given)] }).refused[0]?.code;

    expect(code([sales, 'new'])).toBe('lead.state');
    expect(code([sales, 'disqualified'])).toBe('lead.final');
    expect(code([sales, 'assigned', { active: false }])).toBe('lead.inactive');
  });

  it('R31 X20: the code is one of its own dropdown, and still in use', () => {
    const retired = { ...NON_TARGET, active: false };
    const ask = (code: string, values = dropdown) =>
      planOver(disqualify, { ...refusal, code }, { ...world, dropdown: values }).refused[0];

    expect(ask(retired.documentId, [retired])?.code).toBe('dropdown.retired');
    expect(ask(direction.documentId)?.code).toBe('dropdown.wrong-type');
    expect(pathsOf(ask('gone'))).toEqual(['code']);
  });

  it('S7: asks for none of the ten fields where nothing is made of the lead', () => {
    const { refused } = planOver(disqualify, refusal, {
      ...world,
      facts: { ...facts, answers: new Map() },
    });

    expect(refused).toEqual([]);
  });

  it('R22: refuses an opportunity that this code does not make', () => {
    const { refused } = planOver(disqualify, { ...refusal, opportunity }, world);

    expect(pathsOf(refused[0])).toEqual(['opportunity']);
  });

  it('R23 X47: ends the waiting for its qualification data', () => {
    const waiting = { ...lead, pendingQualification: ref(40, 'Ask') };

    const { changes } = planOver(disqualify, refusal, { ...world, leads: [waiting] });

    expect(leadBecomes(changes)).toMatchObject({ pendingQualification: null });
    expect(changes.at(-1)).toMatchObject({ subject: { record: 'task' }, after: 'cancelled' });
  });
});

describe('disqualifying where demand can still be generated', () => {
  it('S12 R22: makes an opportunity, by the master type, whatever the code is called', () => {
    const { changes } = planOver(disqualify, someday, world);

    expect(created(changes, 'opportunity')).toMatchObject([
      { name: 'Villa', responsible: { label: 'Sam' }, city: 'Ulm', qualificationKey: 'lead1:1' },
    ]);
    expect(leadBecomes(changes)).toMatchObject({ opportunity: { label: 'Villa' } });
  });

  it('X37: it is unqualified all the same, and not counted as qualified', () => {
    const { changes } = planOver(disqualify, someday, world);

    expect(leadBecomes(changes)).toMatchObject({ state: 'disqualified', outcome: 'unqualified' });
  });

  it('S12 X37: the ten fields have to be filled, and are named', () => {
    const { refused, changes } = planOver(disqualify, someday, {
      ...world,
      facts: { ...facts, answers: new Map() },
    });

    expect(refused).toMatchObject([
      { code: 'qualification.incomplete', details: { missing: QUALIFICATION_FIELDS } },
    ]);
    expect(changes).toEqual([]);
  });

  it('S12 X37: the opportunity’s own fields are asked for by their paths', () => {
    const { opportunity: _opportunity, ...without } = someday;
    const ask = (input: object) => pathsOf(planOver(disqualify, input, world).refused[0]);
    const city = 'opportunity.city';
    const sellingDirection = 'opportunity.sellingDirection';

    expect(ask(without)).toEqual([city, sellingDirection]);
    expect(ask({ ...someday, opportunity: {} })).toEqual([city, sellingDirection]);
    expect(ask({ ...someday, opportunity: { ...opportunity, company: 'gone' } })).toEqual([
      'opportunity.company',
    ]);
    expect(ask({ ...someday, opportunity: { ...opportunity, pipeline: 'gone' } })).toEqual([
      'opportunity.pipeline',
    ]);
  });

  it('X36: its responsible is active', () => {
    const left = aStaffMember({ id: 9, active: false });

    const { refused } = planOver(
      disqualify,
      { ...someday, opportunity: { ...opportunity, responsible: left.documentId } },
      { ...world, facts: { ...facts, members: keyed(left) } },
    );

    expect(refused).toMatchObject([
      { code: 'member.inactive', details: { field: 'opportunity.responsible' } },
    ]);
  });

  it('E11: links its company to lead and opportunity, a new one too', () => {
    const named = planOver(
      disqualify,
      { ...someday, opportunity: { ...opportunity, company: acme.documentId } },
      world,
    );
    const fresh = planOver(
      disqualify,
      { ...someday, opportunity: { ...opportunity, newCompany: { name: 'Öko' } } },
      world,
    );

    expect(leadBecomes(named.changes)).toMatchObject({ company: { label: 'Acme' } });
    expect(leadBecomes(fresh.changes)).toMatchObject({ company: { label: 'Öko' } });
    expect(created(fresh.changes, 'opportunity')).toMatchObject([{ company: { label: 'Öko' } }]);
  });

  it('R20: an opportunity from before stays the only one, and it says so', () => {
    const again = { ...lead, opportunity: ref(60, 'Villa 2025') };

    const { changes, kept } = planOver(disqualify, someday, { ...world, leads: [again] });

    expect(created(changes, 'opportunity')).toEqual([]);
    expect(leadBecomes(changes)).not.toHaveProperty('opportunity');
    expect(kept).toEqual([expect.objectContaining({ rule: 'R20' })]);
  });
});
