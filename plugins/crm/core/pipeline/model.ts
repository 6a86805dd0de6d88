import type { Ref } from '../kernel/values';
import type { LeadState } from '../lead/model';

/** A column of a pipeline: its name is free, its state is not (R2, E2). */
export interface StageFact extends Ref {
  /** A lead's states; the stages of an opportunity are `open`, `won` or `lost`. */
  readonly state: LeadState | 'open';
  readonly position: number;
  /** The qualification process that entering this stage starts (E10, R23). */
  readonly processId: number | null;
}

export interface PipelineFact extends Ref {
  readonly kind: 'lead' | 'opportunity';
  readonly isDefault: boolean;
  /** R18. */
  readonly forwardOnly: boolean;
  readonly nextOnly: boolean;
  /** R19, E17. */
  readonly allowReopen: boolean;
  /** In the order of the board. */
  readonly stages: readonly StageFact[];
}

/** Where a stage was found: a documentId may name one of any pipeline. */
export interface Place {
  readonly pipeline: PipelineFact;
  readonly stage: StageFact;
}

export function findStage(
  pipelines: readonly PipelineFact[],
  documentId: string,
): Place | undefined {
  for (const pipeline of pipelines) {
    const stage = pipeline.stages.find((one) => one.documentId === documentId);
    if (stage !== undefined) return { pipeline, stage };
  }
  return undefined;
}

/** The first stage of a state, in the order of the board. */
export const firstStage = (
  pipeline: PipelineFact,
  state: StageFact['state'],
): StageFact | undefined => pipeline.stages.find((stage) => stage.state === state);

/** The pipeline that a lead or an opportunity goes to where none is named. */
export const defaultPipeline = (
  pipelines: readonly PipelineFact[],
  kind: PipelineFact['kind'],
): PipelineFact | undefined =>
  pipelines.find((pipeline) => pipeline.kind === kind && pipeline.isDefault);
