import { round } from './figures.mjs';

/** Ratios to stay below (performance.md, section 12), and what a noisy machine may add to them. */
const BOUNDS = { b1: 2.5, b3: 2 };
const NOISE = 1.25;

const ms = ({ median, least, most }) => `${round(median)} ms (${round(least)}–${round(most)})`;

const ratio = (one, other) => round(one.median / other.median);

const rowsOf = ({ database, size, b1, b2, b3 }) => [
  {
    what: `B1 ${database}: one deactivation over HTTP`,
    plugin: ms(b1.crm),
    yardstick: `floor ${ms(b1.floor)}`,
    ratio: ratio(b1.crm, b1.floor),
    target: `≤ ${BOUNDS.b1}`,
    statements: b1.statements.length,
  },
  {
    what: `B2 ${database}: the same, against a stock PUT`,
    plugin: ms(b2.deactivation),
    yardstick: `stock ${ms(b2.stock)}`,
    ratio: ratio(b2.deactivation, b2.stock),
    target: '≤ 1',
    statements: '',
  },
  {
    what: `   ${database}: of that, the login alone (GET /users/me)`,
    plugin: ms(b2.login),
    yardstick: `deactivation ${ms(b2.deactivation)}`,
    ratio: ratio(b2.login, b2.deactivation),
    target: '',
    statements: '',
  },
  {
    what: `   ${database}: that PUT with the guards`,
    plugin: ms(b2.guarded),
    yardstick: `stock ${ms(b2.stock)}`,
    ratio: ratio(b2.guarded, b2.stock),
    target: '',
    statements: '',
  },
  {
    what: `B3 ${database}: ${size.batch} leads in one batch`,
    plugin: ms(b3.crm),
    yardstick: `floor ${ms(b3.floor)}`,
    ratio: ratio(b3.crm, b3.floor),
    target: `≤ ${BOUNDS.b3}`,
    statements: Object.entries(b3.statements)
      .map(([leads, count]) => `${count} for ${leads}`)
      .join(', '),
  },
];

export function printTable(results, say) {
  const head = {
    what: '',
    plugin: 'plugin: median (min–max)',
    yardstick: 'yardstick',
    ratio: 'ratio',
    target: 'target',
    statements: 'statements',
  };
  const rows = [head, ...results.flatMap(rowsOf)];
  const columns = Object.keys(head);
  const width = (column) => Math.max(...rows.map((row) => String(row[column]).length));
  for (const row of rows) {
    say(
      columns
        .map((column) => String(row[column]).padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** Over its bound by more than noise explains, or statements that grow with the batch. */
export function isOverBound({ b1, b3 }) {
  const counts = Object.values(b3.statements);
  return (
    ratio(b1.crm, b1.floor) > BOUNDS.b1 * NOISE ||
    ratio(b3.crm, b3.floor) > BOUNDS.b3 * NOISE ||
    counts.some((count) => count !== counts[0])
  );
}
