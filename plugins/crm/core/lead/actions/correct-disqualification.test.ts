import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aValue,
  created,
  FILLED,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { correctDisqualification } from './correct-disqualification';

const sales = aPipeline();
const acme = ref(50, 'Acme');
const deal = ref(60, 'Villa, later');
const direction = aValue('selling-direction', 'general', { id: 101 });
const NON_TARGET = aValue('disqualification-code', 'non-target', { id: 102 });
const NO_DEMAND = aValue('disqualification-code', 'demand-not-generated', { id: 103 });
const UNREACHABLE = aValue('disqualification-code', 'unreachable', { id: 104 });
const dropdown = [direction, NON_TARGET, NO_DEMAND, UNREACHABLE];
const refused = aLeadIn(sales, 'disqualified', {
  title: 'Villa',
  status: 'closed',
  outcome: 'unqualified',
  disqualificationCode: NON_TARGET,
  disqualificationReason: 'Too small.',
});
/** Its earlier code kept the demand. */
const warm = { ...refused, disqualificationCode: NO_DEMAND, opportunity: deal };
const facts = {
  pipelines: [sales, aDealPipeline()],
  answers: new Map([[1, FILLED]]),
  companies: { byId: keyed(acme), byName: new Map(), byWebsite: new Map() },
};
const world = { leads: [refused], facts, dropdown };
const form = { city: 'Ulm', sellingDirection: direction.documentId };

const correct = (input: object, more: object = {}) =>
  planOver(correctDisqualification, input, { ...world, ...more });

/** What happens to the mark on the opportunity. */
const marks = (changes: ReturnType<typeof correct>['changes']) =>
  changes.flatMap(({ subject, field, before, after, rule }) =>
    field === 'forDecision' ? [[subject.record, subject.id, before, after, rule]] : [],
  );

describe('correcting a disqualification', () => {
  it('X37: changes code and reason, and nothing else of the lead', () => {
    const { changes } = correct({ code: UNREACHABLE.documentId, reason: 'No answer.' });

    expect(leadBecomes(changes)).toEqual({
      disqualificationCode: UNREACHABLE,
      disqualificationReason: 'No answer.',
    });
  });

  it('X37 R32: one of both will do, as an edit of one field has no other', () => {
    expect(leadBecomes(correct({ code: UNREACHABLE.documentId }).changes)).toEqual({
      disqualificationCode: UNREACHABLE,
    });
    expect(leadBecomes(correct({ reason: 'Far away.' }).changes)).toEqual({
      disqualificationReason: 'Far away.',
    });
    expect(pathsOf(correct({}).refused[0])).toEqual(['code']);
  });

  it('S11: a reason is more than blanks', () => {
    expect(correct({ reason: '  ' }).refused).toMatchObject([{ code: 'reason.required' }]);
  });

  it('X37: the opportunity of the earlier code stays, marked for decision', () => {
    const { changes, kept } = correct({ code: UNREACHABLE.documentId }, { leads: [warm] });

    expect(leadBecomes(changes)).not.toHaveProperty('opportunity');
    expect(marks(changes)).toEqual([['opportunity', 60, false, true, 'X37']]);
    expect(kept).toMatchObject([{ rule: 'X37', because: expect.stringContaining(deal.label) }]);
  });

  it('X37: what is marked already is not marked again', () => {
    const { changes } = correct(
      { code: UNREACHABLE.documentId },
      { leads: [warm], facts: { ...facts, undecided: new Set([60]) } },
    );

    expect(marks(changes)).toEqual([]);
  });

  it('X37 R20: back to a code that keeps demand, the opportunity from before is its own again', () => {
    const again = { ...warm, disqualificationCode: UNREACHABLE };

    const { changes, kept } = correct(
      { code: NO_DEMAND.documentId, opportunity: form },
      { leads: [again], facts: { ...facts, undecided: new Set([60]) } },
    );

    expect(created(changes, 'opportunity')).toEqual([]);
    expect(marks(changes)).toEqual([['opportunity', 60, true, false, 'X37']]);
    expect(kept).toMatchObject([{ rule: 'R20' }]);
  });

  it('X37 S12: a code that keeps demand makes an opportunity, with all that it asks for', () => {
    const asked = { code: NO_DEMAND.documentId, opportunity: form };

    const made = correct(asked);
    const without = correct({ code: NO_DEMAND.documentId });
    const bare = correct(asked, { facts: { ...facts, answers: new Map() } });

    expect(created(made.changes, 'opportunity')).toMatchObject([{ name: 'Villa', city: 'Ulm' }]);
    expect(leadBecomes(made.changes)).toMatchObject({ opportunity: { label: 'Villa' } });
    expect(pathsOf(without.refused[0])).toEqual([
      'opportunity.city',
      'opportunity.sellingDirection',
    ]);
    expect(bare.refused).toMatchObject([{ code: 'qualification.incomplete' }]);
  });

  it('X20: the code that it has may have been retired; another one may not', () => {
    const retired = { ...NON_TARGET, active: false };
    const { changes } = correct(
      { code: retired.documentId, reason: 'Better words.' },
      { dropdown: [retired] },
    );
    const other = correct(
      { code: 'v4' },
      { dropdown: [{ ...UNREACHABLE, documentId: 'v4', active: false }] },
    );

    expect(leadBecomes(changes)).toEqual({ disqualificationReason: 'Better words.' });
    expect(other.refused).toMatchObject([{ code: 'dropdown.retired' }]);
  });

  it('R13: is the owner’s alone, as disqualifying is', () => {
    const admin = aMember({ disqualify: 'own' }, { id: 8, roles: ['crm_admin'] });

    expect(correct({ reason: 'Mine.' }, { actor: admin }).refused).toMatchObject([
      { code: 'access.owner' },
    ]);
  });

  it('X37 R10: only where the lead is disqualified, and active', () => {
    const code = (...given: Parameters<typeof aLeadIn>) =>
      correct({ reason: 'New.' }, { leads: [aLeadIn(...given)] }).refused[0]?.code;

    expect(code(sales, 'new')).toBe('lead.state');
    expect(code(sales, 'assigned')).toBe('lead.state');
    expect(code(sales, 'qualified')).toBe('lead.final');
    expect(code(sales, 'disqualified', { status: 'closed', active: false })).toBe('lead.inactive');
  });
});
