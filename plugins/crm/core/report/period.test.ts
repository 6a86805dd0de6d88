import { isRefusal } from '../kernel/refusals';
import { pathsOf } from '../testing/facts';
import { periodOf, type Period } from './period';

const BERLIN = 'Europe/Berlin';
const NOW = new Date('2026-03-10T23:30:00Z');

const period = (asked: { from?: string; to?: string }, timeZone = BERLIN): Period => {
  const found = periodOf(asked, NOW, timeZone);
  if (isRefusal(found)) throw new Error(found.message);
  return found;
};

describe('the period of a report', () => {
  it('R25: is whole days of the configured time zone', () => {
    expect(period({ from: '2026-03-01', to: '2026-03-31' })).toMatchObject({
      from: new Date('2026-02-28T23:00:00Z'),
      // The clocks have changed meanwhile.
      to: new Date('2026-03-31T22:00:00Z'),
    });
  });

  it.each([
    ['UTC', '2026-03-10'],
    [BERLIN, '2026-03-11'],
    ['America/New_York', '2026-03-10'],
    ['Pacific/Kiritimati', '2026-03-11'],
  ])('ends today and begins eleven months before, in %s', (timeZone, today) => {
    expect(period({}, timeZone)).toMatchObject({ firstDay: '2025-04-01', lastDay: today });
  });

  it.each(['UTC', BERLIN, 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Sao_Paulo'])(
    'is made of its months without a gap, in %s',
    (timeZone) => {
      const { from, to, months } = period({ from: '2017-11-15', to: '2018-12-05' }, timeZone);

      expect(months.map(({ key }) => key)).toHaveLength(14);
      expect(months[0]).toMatchObject({ key: '2017-11', from });
      expect(months.at(-1)).toMatchObject({ key: '2018-12', to });
      for (const [index, month] of months.entries()) {
        expect(month.from.getTime()).toBeLessThan(month.to.getTime());
        const next = months[index + 1];
        if (next !== undefined) expect(next.from).toEqual(month.to);
      }
    },
  );

  it('is of one day, if need be', () => {
    const { from, to, months } = period({ from: '2026-03-29', to: '2026-03-29' });

    expect(to.getTime() - from.getTime()).toBe(23 * 60 * 60 * 1000);
    expect(months).toEqual([{ key: '2026-03', from, to }]);
  });

  it('is refused where it ends before it begins, or has no end', () => {
    const backwards = periodOf({ from: '2026-02-01', to: '2026-01-01' }, NOW, BERLIN);
    const endless = periodOf({ from: '1900-01-01' }, NOW, BERLIN);

    expect(isRefusal(backwards) && pathsOf(backwards)).toEqual(['to']);
    expect(isRefusal(endless) && pathsOf(endless)).toEqual(['from']);
  });
});
