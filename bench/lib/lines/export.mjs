// All leads as a file: how long, and in how much memory.
import { round, summary } from '../figures.mjs';
import { download } from '../http.mjs';
import { line } from '../line.mjs';

const COLUMNS = ['documentId', 'title', 'owner', 'stage', 'status', 'outcome', 'active'];

export async function exportAll({ crm, floor, size }) {
  const path = `/api/crm/leads.csv?view=all&columns=${COLUMNS.join(',')}`;
  const taken = { crm: [], floor: [] };
  const seen = [];
  for (let turn = 0; turn < size.jobRounds; turn += 1) {
    await crm.ask('watch');
    const ours = await download({ ...crm, path });
    seen.push(await crm.ask('watched'));
    const bare = await download({ port: floor.port, path: '/csv' });
    if (ours.lines !== bare.lines || ours.hash !== bare.hash) {
      throw new Error(`The two files differ: ${JSON.stringify([ours, bare])}`);
    }
    taken.crm.push(ours.milliseconds);
    taken.floor.push(bare.milliseconds);
  }
  const most = (field) => round(Math.max(...seen.map((one) => one[field])), 0);
  return [
    line({
      what: `an export of ${size.leads} leads, ${COLUMNS.length} columns`,
      plugin: summary(taken.crm),
      yardstick: summary(taken.floor),
      name: 'bare Koa and SQL, in the same pages',
      note: `longest block ${most('longestBlock')} ms, memory ${most('rssBefore')} to ${most('rssMost')} MiB`,
    }),
  ];
}
