import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aStaffMember,
  aValue,
  contextFor,
  created,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
  NO_FACTS,
} from '../../testing/facts';
import { LEAD_STATES } from '../model';
import { offerLeadAction } from '../offer';
import { createOpportunity } from './create-opportunity';

const sales = aPipeline();
const deals = aDealPipeline();
const acme = ref(50, 'Acme');
const direction = aValue('selling-direction', 'general');
const lead = aLeadIn(sales, 'qualified', { title: 'Villa', company: acme });
const facts = { pipelines: [sales, deals] };
const world = { leads: [lead], facts, dropdown: [direction] };
const form = { city: 'Ulm', sellingDirection: direction.documentId };

describe('making the opportunity of a lead that was qualified for its company', () => {
  it('E13: the deal comes later, for the lead’s company, and nothing else changes', () => {
    const { changes } = planOver(createOpportunity, form, world);

    expect(created(changes, 'opportunity')).toMatchObject([
      { name: 'Villa', company: acme, responsible: { label: 'Sam' }, pipeline: deals },
    ]);
    expect(leadBecomes(changes)).toEqual({
      opportunity: expect.objectContaining({ label: 'Villa' }),
    });
  });

  it('E13 I13: counts on from the opportunities there were', () => {
    const { changes } = planOver(createOpportunity, form, {
      ...world,
      facts: { ...facts, opportunities: new Map([[1, 2]]) },
    });

    expect(created(changes, 'opportunity')).toMatchObject([{ qualificationKey: 'lead1:3' }]);
  });

  it('X64: makes exactly one, and is not offered for a second', () => {
    const has = { ...lead, opportunity: ref(60, 'Villa 2025') };

    const { refused } = planOver(createOpportunity, form, { ...world, leads: [has] });

    expect(refused).toMatchObject([
      { code: 'lead.state', message: expect.stringContaining('Villa 2025') },
    ]);
    expect(offerLeadAction(createOpportunity, contextFor(has))).toMatchObject({
      code: 'lead.state',
    });
    expect(offerLeadAction(createOpportunity, contextFor(lead))).toBeNull();
  });

  it('X64: explains that the company is gone', () => {
    const { refused } = planOver(createOpportunity, form, {
      ...world,
      leads: [{ ...lead, company: null }],
    });

    expect(pathsOf(refused[0])).toEqual(['company']);
    expect(refused[0]?.message).toContain('is gone');
  });

  it.each(LEAD_STATES.filter((state) => state !== 'qualified'))(
    'X64: a lead that is %s is qualified first',
    (state) => {
      const { refused } = planOver(createOpportunity, form, {
        ...world,
        leads: [aLeadIn(sales, state, { company: acme })],
      });

      expect(refused).toMatchObject([{ details: { state } }]);
    },
  );

  it('S6 R13: is the owner’s, as qualifying is', () => {
    const code = (id: number) =>
      planOver(createOpportunity, form, { ...world, actor: aMember({ qualify: 'own' }, { id }) })
        .refused[0]?.code;

    expect([code(7), code(8)]).toEqual([undefined, 'access.owner']);
  });

  it('S16: leaves an inactive lead', () => {
    const { refused } = planOver(createOpportunity, form, {
      ...world,
      leads: [{ ...lead, active: false }],
    });

    expect(refused).toMatchObject([{ code: 'lead.inactive' }]);
  });

  it('S8: asks for city and selling direction, and prefills name and responsible', () => {
    expect(pathsOf(planOver(createOpportunity, {}, world).refused[0])).toEqual([
      'city',
      'sellingDirection',
    ]);
    expect(createOpportunity.prefill(lead, NO_FACTS)).toEqual({
      name: 'Villa',
      responsible: ref(7).documentId,
    });
  });

  it('X36: the responsible is active', () => {
    const left = aStaffMember({ id: 9, active: false });

    const { refused } = planOver(
      createOpportunity,
      { ...form, responsible: left.documentId },
      { ...world, facts: { ...facts, members: keyed(left) } },
    );

    expect(refused).toMatchObject([{ code: 'member.inactive' }]);
  });
});
