import type { PipelineFact, StageFact } from '../../../../core/pipeline/model';
import { judgeStages, placeOf, type StageDraft } from '../../../../core/pipeline/rules';
import { refuse, refuseField, type Refusal } from '../../../../core/kernel/refusals';
import { loadPipelines } from '../../facts/pipelines';
import { countInStages, type StageUsage } from '../../facts/stage-usage';
import { lockRows } from '../../store/lock';
import { readAttributes, textOf, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import { readAllWritten, readWritten } from './compare';
import type { Guard } from './guard';

/** E18, X60: stages are the administrators' to arrange, as long as every lead has one and a first one. */
export const stageGuard: Guard = {
  record: 'stage',

  async creating({ tx }, rows) {
    const drafts = await readAllWritten(tx, 'stage', rows);
    const homes = drafts.flatMap(({ written }) => Number(written.get('pipeline') ?? []));
    await lockRows(tx, 'pipeline', [...new Set(homes)]);
    const stagesOf = new Map<number, readonly StageDraft[]>();
    const pipelines = await loadPipelines(tx);
    for (const { data, written } of drafts) {
      const pipeline = pipelines.find(({ id }) => id === written.get('pipeline'));
      if (pipeline === undefined) throw new Refused(NO_PIPELINE);
      const before = stagesOf.get(pipeline.id) ?? pipeline.stages;
      const draft = withWritten(NOTHING, written);
      const position = placeOf(draft.position, before);
      const after = [...before, { ...draft, position }];
      orRefused(judgeStages(pipeline.kind, before, after));
      data['position'] = position;
      stagesOf.set(pipeline.id, after);
    }
  },

  async updating({ tx }, ids, data) {
    const written = await readWritten(tx, 'stage', data);
    const pipelines = await lockPipelinesOf(tx, ids);
    const touched = pipelines.flatMap(({ stages }) => stages.filter(({ id }) => ids.includes(id)));
    await refuseInUse(
      tx,
      touched.filter((stage) => withWritten(stage, written).state !== stage.state),
    );
    for (const pipeline of pipelines) {
      if (written.has('pipeline') && written.get('pipeline') !== pipeline.id) {
        throw new Refused(STAYS_HERE);
      }
      const after = pipeline.stages.map((stage) =>
        ids.includes(stage.id) ? withWritten(stage, written) : stage,
      );
      orRefused(judgeStages(pipeline.kind, pipeline.stages, after));
    }
  },

  async deleting({ tx }, ids) {
    const pipelines = await lockPipelinesOf(tx, ids);
    await refuseInUse(
      tx,
      pipelines.flatMap(({ stages }) => stages.filter(({ id }) => ids.includes(id))),
    );
    for (const { kind, stages } of pipelines) {
      const after = stages.filter(({ id }) => !ids.includes(id));
      orRefused(judgeStages(kind, stages, after));
    }
  },
};

const NO_PIPELINE = refuseField('pipeline', 'There is no such pipeline.');

const STAYS_HERE = refuse('field.guarded', {
  field: 'pipeline',
  because:
    'A stage stays in its pipeline. Add a stage to the other one, and move there what stands in this one.',
});

const NOTHING: StageDraft = { id: 0, label: '', state: '', position: 0, processId: null };

/** A stage as this write would leave it. */
function withWritten(stage: StageDraft, written: ReadonlyMap<string, Stored>): StageDraft {
  const has = (name: string): boolean => written.has(name);
  const process = written.get('process') ?? null;
  return {
    id: stage.id,
    label: has('name') ? textOf(written.get('name')) : stage.label,
    state: has('state') ? textOf(written.get('state')) : stage.state,
    position: has('position') ? Number(written.get('position') ?? 0) : stage.position,
    processId: has('process') ? (process === null ? null : Number(process)) : stage.processId,
  };
}

const orRefused = (refusal: Refusal | null): void => {
  if (refusal !== null) throw new Refused(refusal);
};

/** Locked before anything is counted: a lead that is just coming in is seen, or finds the stage gone. */
async function lockPipelinesOf(tx: Tx, ids: readonly number[]): Promise<PipelineFact[]> {
  const homes = [...(await readAttributes(tx, 'stage', ids, ['pipeline'])).values()];
  const pipelines = [...new Set(homes.map(({ pipeline }) => Number(pipeline ?? 0)))];
  await lockRows(tx, 'pipeline', pipelines);
  await lockRows(tx, 'stage', ids);
  return (await loadPipelines(tx)).filter(({ id }) => pipelines.includes(id));
}

async function refuseInUse(tx: Tx, stages: readonly StageFact[]): Promise<void> {
  if (stages.length === 0) return;
  const ids = stages.map(({ id }) => id);
  refuseUsed(await countInStages(tx, ids), stages.map(({ label }) => label).join(', '));
}

export function refuseUsed(usage: StageUsage, label: string): void {
  if (usage.leads + usage.opportunities === 0) return;
  throw new Refused(refuse('stage.in-use', { label, ...usage }));
}
