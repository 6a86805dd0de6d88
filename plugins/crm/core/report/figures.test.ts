import { SYSTEM } from '../kernel/actor';
import { aMember } from '../testing/facts';
import { conversionOf, reportScope, totalsOf } from './figures';
import { REPORT_KEYS, REPORTS, reportRow } from './reports';

describe('the figures of the reports', () => {
  it('R30: leave deaths out of what became of the leads', () => {
    expect(
      conversionOf({ qualified: 1, won: 1, lost: 1, unqualified: 1, dropped: 0, deceased: 9 }),
    ).toBe(0.5);
    expect(conversionOf({ won: 1, lost: 2 })).toBe(0.3333);
    expect(conversionOf({ deceased: 3, open: 4 })).toBeNull();
  });

  it('add up, but for those that are shares or averages', () => {
    const row = (leads: number, value: number) => ({
      group: { key: 'a', label: 'A' },
      figures: { leads, value },
    });

    expect(totalsOf('lost-reasons', [row(1, 0.1), row(2, 0.2)])).toEqual({ leads: 3, value: 0.3 });
    expect(totalsOf('funnel', [])).not.toHaveProperty('conversion');
    expect(totalsOf('time-in-stage', [])).toEqual({ visits: 0 });
  });

  it('L22: are those of all for managers and administrators, one’s own for the others', () => {
    const scopes = [
      'crm_admin',
      'crm_manager',
      'crm_integration',
      'crm_sales',
      'crm_marketeer',
    ].map((role) => [role, reportScope(aMember({}, { roles: [role] }))]);

    expect(Object.fromEntries(scopes)).toEqual({
      crm_admin: 'all',
      crm_manager: 'all',
      crm_integration: 'all',
      crm_sales: 'own',
      crm_marketeer: 'own',
    });
    expect(reportScope(SYSTEM)).toBe('all');
    expect(reportScope(aMember({}, { roles: ['crm_sales', 'crm_manager'] }))).toBe('all');
  });

  it.each(REPORT_KEYS)('%s says what its rows hold', (report) => {
    const { figures, by } = REPORTS[report];

    expect(new Set(by).size).toBe(by.length);
    expect(Object.keys(reportRow(report).shape['figures']?.shape ?? {})).toEqual(
      Object.keys(figures),
    );
  });
});
