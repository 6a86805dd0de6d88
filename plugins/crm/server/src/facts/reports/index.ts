import type { ReportKey, ReportRow } from '../../../../core/report/reports';
import type { Tx } from '../../store/transaction';
import { readFunnel } from './funnel';
import { readLostReasons } from './lost-reasons';
import { readOwners } from './owners';
import type { ReportAsk } from './parts';
import { readTimeInStage } from './time-in-stage';

type Reader = (tx: Tx, ask: ReportAsk) => Promise<ReportRow[]>;

const READERS: Readonly<Record<ReportKey, Reader>> = {
  'lost-reasons': readLostReasons,
  funnel: readFunnel,
  'time-in-stage': readTimeInStage,
  owners: readOwners,
};

/** The rows of a report, the largest first; months and stages in their own order. */
export async function readReport(tx: Tx, report: ReportKey, ask: ReportAsk): Promise<ReportRow[]> {
  const rows = await READERS[report](tx, ask);
  if (report === 'time-in-stage') return rows;
  const size = ({ figures }: ReportRow): number => figures['leads'] ?? figures['closed'] ?? 0;
  return rows.toSorted(
    (one, other) =>
      (ask.by === 'month' ? compare(one.group.label, other.group.label) : 0) ||
      size(other) - size(one) ||
      compare(one.group.label, other.group.label) ||
      compare(one.reason?.label ?? '', other.reason?.label ?? ''),
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
