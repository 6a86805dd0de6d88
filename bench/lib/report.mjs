import { round } from './figures.mjs';
import { isFarOff, meets } from './line.mjs';

const figure = ({ median, least, most }, unit) => {
  const digits = median < 100 ? 1 : 0;
  const [middle, low, high] = [median, least, most].map((number) => round(number, digits));
  return `${middle} ${unit}${low === high ? '' : ` (${low}–${high})`}`;
};

/** How many times as much; where the plugin is the quicker one, how many times as little. */
const ratioOf = ({ ratio, times, target }) =>
  target?.least === undefined ? `${ratio}` : `${times} × quicker`;

const targetOf = (entry) => {
  const { target } = entry;
  if (target === undefined) return '';
  const bound = target.most === undefined ? `≥ ${target.least} ×` : `≤ ${target.most}`;
  return `${bound}${meets(entry) ? '' : ' missed'}`;
};

const cellsOf = (entry) =>
  entry.counts === undefined
    ? {
        id: entry.id,
        what: entry.what,
        plugin: figure(entry.plugin, entry.unit),
        yardstick: `${figure(entry.yardstick, entry.unit)}, ${entry.yardstick.name}`,
        ratio: ratioOf(entry),
        target: targetOf(entry),
        note: entry.note,
      }
    : {
        id: entry.id,
        what: entry.what,
        plugin: Object.entries(entry.counts)
          .map(([name, count]) => `${count} ${name}`)
          .join(', '),
        yardstick: '',
        ratio: '',
        target: `no fault, none broken${isBroken(entry) ? ' missed' : ''}`,
        note: '',
      };

const HEAD = {
  id: '',
  what: 'what',
  plugin: 'plugin: median (min–max)',
  yardstick: 'yardstick',
  ratio: 'ratio',
  target: 'target',
  note: '',
};
const COLUMNS = Object.keys(HEAD);

export function printTable({ lines }, say) {
  const rows = [HEAD, ...lines.map(cellsOf)];
  const width = (column) => Math.max(...rows.map((row) => String(row[column]).length));
  for (const row of rows) {
    say(
      COLUMNS.map((column) => String(row[column]).padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** The same for a document. */
export function markdownOf({ results, size, machine, stamp, shared }) {
  const rows = (lines) =>
    [HEAD, ...lines.map(cellsOf)].map((row) => `| ${COLUMNS.map((c) => row[c]).join(' | ')} |`);
  const tables = results.map(({ database, seconds, lines }) => {
    const [head, ...body] = rows(lines);
    return `**${database}**${seconds === undefined ? '' : ` (filled in ${seconds} s)`}\n\n${[head, `|${' --- |'.repeat(COLUMNS.length)}`, ...body].join('\n')}`;
  });
  return [circumstances({ size, machine, stamp, shared }), ...tables].join('\n\n');
}

/** The lines that have a target, the databases side by side. */
export function summaryOf({ results, ...run }) {
  const ratioIn = ({ lines }, { id, what, target }) => {
    const same = lines.find(
      (entry) =>
        entry.id === id &&
        entry.what === what &&
        entry.target !== undefined &&
        'least' in entry.target === 'least' in target,
    );
    return same === undefined ? '–' : cellsOf(same).ratio;
  };
  const [first] = results;
  const rows = first.lines
    .filter(({ target }) => target !== undefined)
    .map((entry) => [
      entry.what,
      targetOf(entry).replace(' missed', ''),
      ...results.map((result) => ratioIn(result, entry)),
    ]);
  const head = ['what', 'target', ...results.map(({ database }) => database)];
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `${circumstances(run)}\n\n${table.join('\n')}`;
}

function circumstances({ size, machine, stamp, shared }) {
  const leads = size.leads.toLocaleString('en');
  const where = `${stamp.slice(0, 10)}, ${machine.cores} cores, ${machine.memory} GiB, Node ${machine.node.slice(1)}`;
  return `${leads} leads, ${size.rounds} rounds that count. ${where}${shared ? '; other work ran on the machine meanwhile' : ''}.`;
}

const isBroken = ({ counts }) => counts.faults + counts.broken > 0;

/** Over its bound by more than noise explains, a rule broken, or statements that grow with the batch. */
export const isOverBound = ({ lines, broken }) =>
  broken.length > 0 ||
  lines.some((entry) =>
    entry.counts === undefined ? isFarOff(entry) || entry.grows === true : isBroken(entry),
  );
