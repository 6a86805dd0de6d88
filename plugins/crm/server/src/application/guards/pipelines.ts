import type { PipelineFact } from '../../../../core/pipeline/model';
import { judgeDeletion, judgePipeline, NEW_STAGE } from '../../../../core/pipeline/rules';
import { refuseField } from '../../../../core/kernel/refusals';
import { loadPipelines } from '../../facts/pipelines';
import { countInPipelines } from '../../facts/stage-usage';
import { lockRows } from '../../store/lock';
import { textOf } from '../../store/read';
import { idsIn, toBinding } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { insertRecords } from '../../store/write';
import { Refused } from '../refused';
import { readAllWritten, readWritten } from './compare';
import type { Guard } from './guard';
import { refuseUsed } from './stages';
import type { WrittenData } from './written';

/** E18: several pipelines, one default of each kind, and each for leads with its stage New. */
export const pipelineGuard: Guard = {
  record: 'pipeline',

  async creating({ tx }, rows) {
    const pipelines = await loadPipelines(tx);
    const taking = new Map<string, WrittenData>();
    const kinds: string[] = [];
    for (const { data, written } of await readAllWritten(tx, 'pipeline', rows)) {
      const kind = textOf(written.get('kind')) || 'lead';
      kinds.push(kind);
      setDefault(data, null);
      // The first of its kind is where new records begin, whether somebody said so or not.
      const isFirst =
        !taking.has(kind) && !pipelines.some((one) => one.kind === kind && one.isDefault);
      if (written.get('isDefault') === true || isFirst) taking.set(kind, data);
    }
    // One for each kind of pipeline at most, and there are two.
    for (const [kind, data] of taking) {
      await giveUpDefault(tx, kind, 0);
      setDefault(data, kind);
    }
    return kinds;
  },

  async created({ tx, request }, made) {
    const fresh = made.filter(({ remembered }) => remembered === 'lead');
    const { now } = await request();
    await insertRecords(
      tx,
      'stage',
      fresh.map(({ id }) => ({ ...NEW_STAGE, pipeline: id })),
      now,
    );
  },

  async updating({ tx }, ids, data) {
    delete data['defaultOf'];
    const written = await readWritten(tx, 'pipeline', data);
    const [kind, isDefault] = [written.get('kind'), written.get('isDefault')];
    if (kind === undefined && isDefault === undefined) return;
    const pipelines = await lockPipelines(tx, ids);
    for (const pipeline of pipelines) {
      const refusal = judgePipeline(pipeline, { kind, isDefault });
      if (refusal !== null) throw new Refused(refusal);
    }
    if (isDefault !== true) return;
    const [pipeline, ...others] = pipelines;
    if (others.length > 0) throw new Refused(refuseField('isDefault', 'Choose one pipeline.'));
    if (pipeline === undefined) return;
    await giveUpDefault(tx, pipeline.kind, pipeline.id);
    setDefault(data, pipeline.kind);
  },

  async deleting({ tx }, ids) {
    const pipelines = await lockPipelines(tx, ids);
    const stages = pipelines.flatMap((pipeline) => pipeline.stages.map(({ id }) => id));
    await lockRows(tx, 'stage', stages);
    refuseUsed(await countInPipelines(tx, ids), pipelines.map(({ label }) => label).join(', '));
    for (const pipeline of pipelines) {
      const refusal = judgeDeletion(pipeline);
      if (refusal !== null) throw new Refused(refusal);
    }
    await removeStages(tx, stages);
  },
};

function setDefault(data: WrittenData, kind: string | null): void {
  data['isDefault'] = kind !== null;
  data['defaultOf'] = kind;
}

async function lockPipelines(tx: Tx, ids: readonly number[]): Promise<PipelineFact[]> {
  await lockRows(tx, 'pipeline', ids);
  return (await loadPipelines(tx)).filter(({ id }) => ids.includes(id));
}

/** A new default takes the place of the old one; the unique index holds it under concurrency. */
async function giveUpDefault(tx: Tx, kind: string, id: number): Promise<void> {
  const table = tx.table('pipeline');
  await tx.run({
    sql: `update ${tx.quote(table.name)} set ${table.own('isDefault')} = ?, ${table.own('defaultOf')} = null where ${table.own('defaultOf')} = ? and id <> ?`,
    bindings: [toBinding(tx.dialect, 'boolean', false), kind, id],
  });
}

/** The stages of a pipeline go with it; their links go by foreign key. */
async function removeStages(tx: Tx, stages: readonly number[]): Promise<void> {
  if (stages.length === 0) return;
  const these = idsIn(tx.dialect, 'id', stages);
  await tx.run({
    sql: `delete from ${tx.quote(tx.table('stage').name)} where ${these.sql}`,
    bindings: these.bindings,
  });
}
