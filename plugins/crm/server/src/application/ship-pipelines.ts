import type { Core } from '@strapi/strapi';
import { PIPELINES } from '../../../core/pipeline/pipelines';
import { BUILT_IN_PROCESS } from '../../../core/qualification/process';
import { findByText } from '../store/read';
import { toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';
import { insertRecords, updateRows } from '../store/write';

const KEYS = PIPELINES.map(({ key }) => key);

/** Each pipeline once in the life of a database: one that was deleted does not come back. */
export async function shipPipelines(strapi: Core.Strapi, tx: Tx, now: Date): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'shipped-pipelines' });
  const shipped = new Set((await store.get({})) as string[] | null);
  const known = await findByText(tx, 'pipeline', 'key', KEYS);
  await keepOneDefault(tx, now);
  const missing = PIPELINES.filter(({ key }) => !known.has(key) && !shipped.has(key));
  if (missing.length > 0) await insertPipelines(tx, missing, now);
  if (KEYS.some((key) => !shipped.has(key))) {
    await store.set({ value: [...new Set([...shipped, ...KEYS])] });
  }
}

async function insertPipelines(tx: Tx, missing: typeof PIPELINES, now: Date): Promise<void> {
  const taken = new Set((await readDefaults(tx)).map(({ kind }) => kind));
  const rows = await insertRecords(
    tx,
    'pipeline',
    missing.map(({ key, name, kind, isDefault: wanted }, position) => {
      const isDefault = wanted && !taken.has(kind);
      return {
        key,
        name,
        kind,
        isDefault,
        defaultOf: isDefault ? kind : null,
        position,
        forwardOnly: true,
        nextOnly: false,
        allowReopen: false,
      };
    }),
    now,
  );
  const stages = missing.flatMap((pipeline, index) =>
    pipeline.stages.map(({ name, state, colour, visible = true }, position) => ({
      name,
      state,
      colour,
      visible,
      position,
      pipeline: rows[index]?.id,
    })),
  );
  await insertRecords(tx, 'stage', stages, now);
}

interface DefaultRow {
  id: number;
  kind: string;
  default_of: string | null;
}

async function readDefaults(tx: Tx): Promise<DefaultRow[]> {
  return tx.rows<DefaultRow>({
    sql: `select id, kind, default_of from ${tx.quote(tx.table('pipeline').name)} where is_default = ? order by position, id`,
    bindings: [toBinding(tx.dialect, 'boolean', true)],
  });
}

/** Databases from before the column `defaultOf`: the first default of a kind stays the default. */
async function keepOneDefault(tx: Tx, now: Date): Promise<void> {
  const rows = await readDefaults(tx);
  const first = new Map(rows.toReversed().map(({ kind, id }) => [kind, id]));
  const updates = rows.flatMap(({ id, kind, default_of }) => {
    const isDefault = first.get(kind) === id;
    const defaultOf = isDefault ? kind : null;
    return isDefault && default_of === kind ? [] : [{ id, set: { isDefault, defaultOf } }];
  });
  await updateRows(tx, 'pipeline', updates, now, false);
}

/**
 * The built-in process, bound to the stages that ship with it. A database from before it gets the same,
 * where an administrator has not bound another.
 */
export async function shipProcess(tx: Tx, now: Date): Promise<void> {
  const { key, name, version, steps } = BUILT_IN_PROCESS;
  if ((await findByText(tx, 'qualification-process', 'key', [key])).size > 0) return;
  const record = { key, name, version, steps, builtIn: true };
  const [process] = await insertRecords(tx, 'qualification-process', [record], now);
  if (process === undefined) return;
  const stages = await findStagesToBind(tx);
  const set = { process: { ...process, label: name } };
  await updateRows(
    tx,
    'stage',
    stages.map((id) => ({ id, set })),
    now,
    false,
  );
}

async function findStagesToBind(tx: Tx): Promise<number[]> {
  const stage = tx.table('stage');
  const rows = await tx.rows<{ id: number; pipeline: string; name: string }>({
    sql: `select s.id, s.name, p.${tx.quote('key')} as pipeline from ${tx.quote(stage.name)} s join ${tx.quote(tx.table('pipeline').name)} p on p.id = s.${stage.own('pipeline')} where s.state = ? and s.${stage.own('process')} is null`,
    bindings: ['qualified'],
  });
  const bound = PIPELINES.filter(({ stages }) =>
    stages.some(({ process }) => process !== undefined),
  );
  return rows.flatMap((row) => (bound.some(({ key }) => key === row.pipeline) ? [row.id] : []));
}
