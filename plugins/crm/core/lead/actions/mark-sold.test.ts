import {
  aLeadIn,
  aMember,
  aPipeline,
  leadBecomes,
  NOW,
  pathsOf,
  planOver,
} from '../../testing/facts';
import { markSold } from './mark-sold';

const sales = aPipeline();
const lead = aLeadIn(sales, 'assigned');
const world = { leads: [lead], actor: aMember({ 'mark-sold': 'own' }) };

describe('marking a lead as sold', () => {
  it('L24: counts the sale now, and keeps the lead open', () => {
    expect(leadBecomes(planOver(markSold, {}, world).changes)).toEqual({
      soldAt: NOW.toISOString(),
    });
  });

  it('L24 R25: or on the day that is given, in the configured time zone', () => {
    const soldOn = (soldAt: string) =>
      leadBecomes(
        planOver(markSold, { soldAt }, { ...world, settings: { timeZone: 'Europe/Berlin' } })
          .changes,
      )['soldAt'];

    expect(soldOn('2026-02-20')).toBe('2026-02-19T23:00:00.000Z');
    expect(soldOn('2026-02-20T10:00')).toBe('2026-02-20T09:00:00.000Z');
    expect(soldOn('2026-03-01')).toBe('2026-02-28T23:00:00.000Z');
  });

  it('L24: pressed twice it is one sale; its day can be put right', () => {
    const sold = { ...world, leads: [{ ...lead, soldAt: '2026-02-10T00:00:00.000Z' }] };

    expect(planOver(markSold, {}, sold)).toMatchObject({ changes: [], kept: [{ rule: 'L24' }] });
    expect(leadBecomes(planOver(markSold, { soldAt: '2026-02-11' }, sold).changes)).toEqual({
      soldAt: '2026-02-11T00:00:00.000Z',
    });
  });

  it.each(['2026-03-02', '2026-03-01T12:01', 'never', null])('L24: %j is no sale yet', (soldAt) => {
    expect(pathsOf(planOver(markSold, { soldAt }, world).refused[0])).toEqual(['soldAt']);
  });

  it.each(['won', 'lost', 'qualified'] as const)('L24: a lead that is %s is closed', (state) => {
    const leads = [aLeadIn(sales, state)];

    expect(planOver(markSold, {}, { ...world, leads }).refused).toMatchObject([
      { code: 'lead.final' },
    ]);
  });

  it('R13: only its owner, with a grant that says so', () => {
    const sue = aMember({ 'mark-sold': 'own' }, { id: 8 });

    expect(planOver(markSold, {}, { ...world, actor: sue }).refused).toMatchObject([
      { code: 'access.owner' },
    ]);
  });
});
