import type { Setting } from '../../kernel/action';
import type { Actor } from '../../kernel/actor';
import { refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { firstStage, type PipelineFact, type StageFact } from '../../pipeline/model';
import { isFinal, type LeadFact, type LeadReference, type LeadState } from '../model';
import { standing } from './closing';

/** The pipeline that a lead is in, and the stage it stands in. */
export function placeOf(
  pipelines: readonly PipelineFact[],
  lead: LeadFact,
): { pipeline: PipelineFact; stage: StageFact } | Refusal {
  const pipeline = pipelines.find(({ id }) => id === lead.pipeline?.id);
  const stage = pipeline?.stages.find(({ id }) => id === lead.stage?.id);
  if (pipeline === undefined || stage === undefined) {
    return refuseField('stage', 'This lead stands in no stage. Ask an administrator to mend it.');
  }
  return { pipeline, stage };
}

/**
 * R18: may a lead go from one stage of a pipeline to another? Judged by today's order, whatever it was
 * when the lead came (X59); by the board's, as two stages may have one position. A final stage lies ahead
 * of every open one, wherever the board shows it.
 */
export function judgeMove(pipeline: PipelineFact, from: StageFact, to: StageFact): Refusal | null {
  if (from.id === to.id) return null;
  const at = (stage: StageFact): number => pipeline.stages.findIndex(({ id }) => id === stage.id);
  const ahead = isFinal(to.state) || at(to) > at(from);
  if (!ahead) {
    return pipeline.forwardOnly
      ? refuse('stage.backward', { stage: to.label, pipeline: pipeline.label })
      : null;
  }
  const between = pipeline.nextOnly
    ? pipeline.stages.find(
        ({ state }, index) =>
          !isFinal(state) && index > at(from) && (isFinal(to.state) || index < at(to)),
      )
    : undefined;
  return between === undefined
    ? null
    : refuse('stage.skipped', {
        stage: to.label,
        next: between.label,
        pipeline: pipeline.label,
      });
}

/** The stage of a state that a lead goes to, if its pipeline has one and lets it go there. */
export function stageFor(
  pipelines: readonly PipelineFact[],
  lead: LeadFact,
  state: LeadState,
  chosen?: StageFact,
): StageFact | Refusal {
  const place = placeOf(pipelines, lead);
  if ('refused' in place) return place;
  const to = chosen ?? firstStage(place.pipeline, state);
  if (to === undefined) {
    return refuseField(
      'stage',
      `The pipeline "${place.pipeline.label}" has no stage for leads that are ${state}. Ask an administrator to add one.`,
    );
  }
  return judgeMove(place.pipeline, place.stage, to) ?? to;
}

/** What a move looks at and sets of what the lead points to. */
export const MOVED = ['pipeline', 'stage', 'closedBy'] as const satisfies readonly LeadReference[];

/** E2, R3: standing in a stage is having its state; a final one closes the lead. */
export function moveTo(
  lead: LeadFact,
  stage: StageFact,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  rule: string,
): Setting[] {
  const state = stage.state as LeadState;
  const { status, outcome } = standing(state, lead.leadScoreKind, lead.statusCodeKind);
  const closes = status === 'closed';
  return [
    { field: 'stage', after: stage, rule },
    { field: 'stageEnteredAt', after: now.toISOString(), rule: 'E20' },
    ...(state === lead.state ? [] : [{ field: 'state', after: state, rule: 'E2' }]),
    ...(status === lead.status && outcome === lead.outcome
      ? []
      : [
          { field: 'status', after: status, rule: 'R3' },
          { field: 'outcome', after: outcome, rule: 'R3' },
          { field: 'closedAt', after: closes ? now.toISOString() : null, rule: 'R3' },
          { field: 'closedBy', after: closes ? actor.member : null, rule: 'R3' },
        ]),
  ];
}
