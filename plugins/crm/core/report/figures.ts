import type { Actor } from '../kernel/actor';
import { definitionOf, type ReportKey, type ReportRow } from './reports';

/** Roles whose holders lead others, or keep the CRM: they see the figures of all. */
const SEE_ALL: readonly string[] = ['crm_admin', 'crm_manager', 'crm_integration'];

/** L22: sales staff see what became of their own leads; who leads them sees everybody's. */
export const reportScope = ({ kind, roles }: Actor): 'all' | 'own' =>
  kind === 'system' || roles.some((role) => SEE_ALL.includes(role)) ? 'all' : 'own';

/**
 * Of the leads that closed, how many became customers or opportunities. Deaths say nothing about selling
 * and are left out (R30).
 */
export function conversionOf(figures: Readonly<Record<string, number | null>>): number | null {
  const of = (...names: string[]): number =>
    names.reduce((sum, name) => sum + (figures[name] ?? 0), 0);
  const converted = of('qualified', 'won');
  const closed = converted + of('lost', 'unqualified', 'dropped');
  return closed === 0 ? null : Math.round((converted / closed) * 10_000) / 10_000;
}

/** The sums over all rows, of the figures that add up. */
export const totalsOf = (report: ReportKey, rows: readonly ReportRow[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(definitionOf(report).figures)
      .filter(([, { adds }]) => adds)
      .map(([name, { kind }]) => {
        const sum = rows.reduce((so, { figures }) => so + (figures[name] ?? 0), 0);
        // Cents, not the dust of binary fractions.
        return [name, kind === 'money' ? Math.round(sum * 100) / 100 : sum];
      }),
  );
