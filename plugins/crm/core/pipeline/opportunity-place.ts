import { refuse, refuseField, type Refusal } from '../kernel/refusals';
import { isFinal } from '../lead/model';
import { judgeMove } from '../lead/rules/moving';
import { defaultPipeline, firstStage, type PipelineFact, type Place } from './model';

/** Where a write would put an opportunity, by row ids: `undefined` for what it leaves alone. */
export interface AskedPlace {
  readonly pipeline: number | null | undefined;
  readonly stage: number | null | undefined;
}

/**
 * Where an opportunity stands after a write: in a pipeline for opportunities, at a stage of it, by the rules of
 * that pipeline (R18, R19). Without a word it begins at the first open stage of the default one.
 *
 * @param before where it stands; `null` for a new one, or one that stands nowhere
 */
export function placeOpportunity(
  pipelines: readonly PipelineFact[],
  asked: AskedPlace,
  before: Place | null,
): Place | Refusal {
  const pipeline = pipelineOf(pipelines, asked, before);
  if ('refused' in pipeline) return pipeline;
  const stays = before?.pipeline.id === pipeline.id;
  if (asked.stage === null && stays) return refuseField('stage', 'Choose a stage.');
  if (typeof asked.stage !== 'number') {
    if (stays) return before;
    const stage = firstStage(pipeline, 'open');
    return stage === undefined
      ? refuseField(
          'stage',
          `The pipeline "${pipeline.label}" has no open stage. Choose another one.`,
        )
      : { pipeline, stage };
  }
  const stage = pipeline.stages.find(({ id }) => id === asked.stage);
  if (stage === undefined) {
    return refuseField('stage', `This is no stage of the pipeline "${pipeline.label}".`);
  }
  const to = { pipeline, stage };
  return (stays ? judgeStep(before, to) : null) ?? to;
}

function pipelineOf(
  pipelines: readonly PipelineFact[],
  { pipeline: asked, stage }: AskedPlace,
  before: Place | null,
): PipelineFact | Refusal {
  if (asked === null && before !== null) return refuseField('pipeline', 'Choose a pipeline.');
  const ofStage =
    typeof stage === 'number'
      ? pipelines.find(({ stages }) => stages.some(({ id }) => id === stage))
      : undefined;
  const found =
    typeof asked === 'number'
      ? pipelines.find(({ id }) => id === asked)
      : (before?.pipeline ?? ofStage ?? defaultPipeline(pipelines, 'opportunity'));
  if (found === undefined) return refuseField('pipeline', 'There is no such pipeline.');
  return found.kind === 'opportunity'
    ? found
    : refuseField(
        'pipeline',
        `"${found.label}" is a pipeline for leads. Choose one for opportunities.`,
      );
}

/** A closed opportunity is opened again where the pipeline allows it (R19), and then from the beginning. */
function judgeStep(from: Place, to: Place): Refusal | null {
  const { pipeline } = to;
  if (from.stage.id === to.stage.id) return null;
  if (!isFinal(from.stage.state)) return judgeMove(pipeline, from.stage, to.stage);
  return pipeline.allowReopen ? null : refuse('reopen.not-allowed', { pipeline: pipeline.label });
}
