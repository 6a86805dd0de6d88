import { reportScope, totalsOf } from '../../../core/report/figures';
import { periodOf, type ReportQuery } from '../../../core/report/period';
import { definitionOf, type ReportKey, type ReportRow } from '../../../core/report/reports';
import { isRefusal, refuse } from '../../../core/kernel/refusals';
import { readReport } from '../facts/reports';
import { loadStanding } from '../facts/settings';
import { reading } from '../store/transaction';
import { configuredSettings, type Request } from './context';
import { Refused } from './refused';

export interface ReportResult {
  readonly report: ReportKey;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly scope: 'all' | 'own';
  readonly rows: readonly ReportRow[];
  readonly totals: Readonly<Record<string, number>>;
}

/**
 * A report over a period: one statement, whatever it is grouped by. Who leads nobody sees the figures of
 * their own leads.
 *
 * @throws Refused with `input.invalid` for a period that ends before it begins
 */
export const runReport = (
  { strapi, actor, now }: Request,
  report: ReportKey,
  { by, ...asked }: Omit<ReportQuery, 'format'>,
): Promise<ReportResult> =>
  reading(strapi, async (tx) => {
    const { timeZone } = (await loadStanding(tx, configuredSettings(strapi))).settings;
    const period = periodOf(asked, now, timeZone);
    if (isRefusal(period)) throw new Refused(period);
    const scope = reportScope(actor);
    if (scope === 'own' && actor.member === null) throw new Refused(refuse('actor.unknown'));
    const rows = await readReport(tx, report, {
      by,
      period,
      dated: definitionOf(report).dated,
      owner: scope === 'own' ? (actor.member?.id ?? null) : null,
    });
    return {
      report,
      by,
      from: period.firstDay,
      to: period.lastDay,
      timeZone,
      scope,
      rows,
      totals: totalsOf(report, rows),
    };
  });
