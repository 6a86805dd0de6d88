import { refuse, isRefusal } from '../../../../core/kernel/refusals';
import { judgeProcess, membersOf } from '../../../../core/qualification/judge-process';
import { BUILT_IN_PROCESS } from '../../../../core/qualification/process';
import { loadMembers } from '../../facts/members';
import { lockRows } from '../../store/lock';
import { findByText, readAttributes, type Stored } from '../../store/read';
import { idsIn } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { updateRows } from '../../store/write';
import { Refused } from '../refused';
import { readAllWritten, readWritten, unchanged } from './compare';
import type { Guard } from './guard';
import type { WrittenData } from './written';

const RECORD = 'qualification-process';

/** E15, R24: the built-in process is the code's; everything else is a copy, and the administrators'. */
export const qualificationProcessGuard: Guard = {
  record: RECORD,

  async creating({ tx }, rows) {
    const builtIn = await findBuiltIn(tx);
    const copies = (await readAllWritten(tx, RECORD, rows)).map(({ data, written }) => ({
      data,
      given: written.get('steps'),
      original: Number(written.get('copiedFrom') ?? builtIn),
    }));
    const originals = copies.map(({ original }) => original);
    const stored = await readAttributes(tx, RECORD, [...new Set(originals)], ['steps']);
    const steps = await stepsToKeep(
      tx,
      copies.map(({ given, original }) => given ?? stored.get(original)?.['steps'] ?? null),
    );
    for (const [index, { data, original }] of copies.entries()) {
      Object.assign(data, { copiedFrom: original, steps: steps[index] });
      Object.assign(data, { builtIn: false, key: null, version: 1 });
    }
  },

  async updating({ tx }, ids, data) {
    const written = await readWritten(tx, RECORD, data);
    await lockRows(tx, RECORD, ids);
    const rows = await readAttributes(tx, RECORD, ids, ['name', 'builtIn', 'version', 'steps']);
    const differs = (stored: Record<string, Stored>, name: string): boolean =>
      written.has(name) && !unchanged(stored[name], written.get(name) ?? null);
    for (const stored of rows.values()) {
      // A form that was saved as it was loaded is no change.
      const changed = ['name', 'steps', 'version', 'builtIn'].some((name) => differs(stored, name));
      if (stored['builtIn'] === true && changed) throw new Refused(BUILT_IN);
    }
    keepOwn(data);
    const revised = [...rows.values()].filter((stored) => differs(stored, 'steps'));
    if (revised.length === 0) return;
    [data['steps']] = await stepsToKeep(tx, [written.get('steps') ?? null]);
    // R24: tasks that run say by this number what they began with.
    data['version'] = 1 + Math.max(...revised.map(({ version }) => Number(version ?? 1)));
  },

  async deleting({ tx, request }, ids) {
    const rows = await readAttributes(tx, RECORD, ids, ['builtIn']);
    if ([...rows.values()].some(({ builtIn }) => builtIn === true)) throw new Refused(BUILT_IN);
    const { now } = await request();
    await fallBack(tx, ids, now);
  },
};

const BUILT_IN = refuse('process.built-in');

/** What only the code says of a process. */
function keepOwn(data: WrittenData): void {
  delete data['builtIn'];
  delete data['key'];
  delete data['version'];
}

async function findBuiltIn(tx: Tx): Promise<number> {
  const { key } = BUILT_IN_PROCESS;
  const id = (await findByText(tx, RECORD, 'key', [key])).get(key);
  if (id === undefined) throw new Error('The built-in qualification process is missing.');
  return id;
}

/** The steps of several processes, each as it is kept; one query for the members of them all. */
async function stepsToKeep(tx: Tx, written: readonly Stored[]): Promise<unknown[]> {
  const given = written.map((steps): unknown =>
    typeof steps === 'string' ? parsed(steps) : steps,
  );
  const members = [...(await loadMembers(tx, given.flatMap(membersOf))).values()];
  const active = new Set(members.flatMap((one) => (one.active ? one.documentId : [])));
  return given.map((steps) => {
    const judged = judgeProcess(steps, active);
    if (isRefusal(judged)) throw new Refused(judged);
    return judged;
  });
}

/** JSON as a form may send it; what is none is refused like anything else that is no list of steps. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** X65: stages that used a copy go on with the built-in process. */
async function fallBack(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  const stage = tx.table('stage');
  const these = idsIn(tx.dialect, tx.quote(stage.own('process')), ids);
  const stages = await tx.rows<{ id: number }>({
    sql: `select id from ${tx.quote(stage.name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  if (stages.length === 0) return;
  const process = { id: await findBuiltIn(tx), documentId: '', label: BUILT_IN_PROCESS.name };
  await updateRows(
    tx,
    'stage',
    stages.map(({ id }) => ({ id, set: { process } })),
    now,
    false,
  );
}
