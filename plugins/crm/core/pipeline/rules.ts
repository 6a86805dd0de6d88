import { refuse, refuseField, type Refusal } from '../kernel/refusals';
import { LEAD_STATES } from '../lead/model';
import type { PipelineFact, StageFact } from './model';

type Kind = PipelineFact['kind'];
type State = StageFact['state'];

/** R2. A stage's name is free; what it means is one of these. */
export const STAGE_STATES: Readonly<Record<Kind, readonly State[]>> = {
  lead: LEAD_STATES,
  opportunity: ['open', 'won', 'lost'],
};

/** E18: what every lead pipeline begins with. */
export const NEW_STAGE = {
  name: 'New',
  state: 'new',
  colour: '#4945ff',
  position: 0,
  visible: true,
} as const;

/** A stage as it is to become; one that is about to be added has the id 0. */
export type StageDraft = Pick<StageFact, 'id' | 'label' | 'position' | 'processId'> & {
  readonly state: string;
};

/**
 * May the stages of a pipeline become these? What was out of order before may stay so: an old mistake
 * must not keep an administrator from renaming a stage.
 */
export function judgeStages(
  kind: Kind,
  before: readonly StageDraft[],
  after: readonly StageDraft[],
): Refusal | null {
  for (const stage of after) {
    const refusal = judgeStage(
      kind,
      before.find(({ id }) => id === stage.id),
      stage,
    );
    if (refusal !== null) return refusal;
  }
  return kind === 'lead' ? judgeNewStage(before, after) : judgeOpenStages(before, after);
}

function judgeStage(
  kind: Kind,
  before: StageDraft | undefined,
  { state, processId }: StageDraft,
): Refusal | null {
  const states: readonly string[] = STAGE_STATES[kind];
  if (before?.state !== state && !states.includes(state)) {
    return refuseField(
      'state',
      `A stage of ${kind === 'lead' ? 'a lead' : 'an opportunity'} pipeline has one of the states ${states.join(', ')}.`,
    );
  }
  const changed = before?.state !== state || before.processId !== processId;
  return changed && processId !== null && state !== 'qualified'
    ? refuseField('process', 'Only a stage with the state qualified has a qualification process.')
    : null;
}

/** E18: where leads begin is in every lead pipeline, is its first stage and stays so. */
function judgeNewStage(
  before: readonly StageDraft[],
  after: readonly StageDraft[],
): Refusal | null {
  const first = inOrder(before).find(({ state }) => state === 'new');
  if (first === undefined) return null;
  const name = `The stage "${first.label}" is where the leads of this pipeline begin`;
  const now = after.find(({ id }) => id === first.id);
  if (now === undefined) return kept('stage', `${name}. It cannot be deleted; rename it instead.`);
  if (now.state !== 'new') return kept('state', `${name}: its state stays new.`);
  const wasFirst = inOrder(before)[0] === first;
  return wasFirst && inOrder(after)[0] !== now
    ? kept('position', `${name}: it stays the first. Give the other stages a higher position.`)
    : null;
}

/** X60: without an open stage no opportunity could begin. */
function judgeOpenStages(
  before: readonly StageDraft[],
  after: readonly StageDraft[],
): Refusal | null {
  const isOpen = ({ state }: StageDraft): boolean => state === 'open';
  return before.some(isOpen) && !after.some(isOpen)
    ? kept('stage', 'This is the last open stage of the pipeline. Add another one first.')
    : null;
}

const kept = (field: string, because: string): Refusal =>
  refuse('field.guarded', { field, because });

/** As the board shows them; one that is about to be added comes after those of its position. */
const inOrder = (stages: readonly StageDraft[]): readonly StageDraft[] =>
  stages.toSorted(
    (left, right) =>
      left.position - right.position || (left.id || Infinity) - (right.id || Infinity),
  );

/** A new stage goes to the end, unless it is given a place after the first. */
export const placeOf = (position: number | null, stages: readonly StageDraft[]): number =>
  position !== null && position > 0
    ? position
    : Math.max(0, ...stages.map((stage) => stage.position + 1));

interface PipelineEdit {
  readonly kind?: unknown;
  readonly isDefault?: unknown;
}

/** What an administrator may not make of a pipeline that is there. */
export function judgePipeline(
  { kind, isDefault }: Pick<PipelineFact, 'kind' | 'isDefault'>,
  edit: PipelineEdit,
): Refusal | null {
  if (edit.kind !== undefined && edit.kind !== kind) {
    return kept('kind', 'A pipeline stays what it is for. Add another pipeline instead.');
  }
  return isDefault && edit.isDefault !== undefined && edit.isDefault !== true
    ? kept('isDefault', 'New records need somewhere to begin. Make another pipeline the default.')
    : null;
}

export const judgeDeletion = ({
  label,
  isDefault,
}: Pick<PipelineFact, 'label' | 'isDefault'>): Refusal | null =>
  isDefault
    ? kept('pipeline', `"${label}" is the default. Make another pipeline the default first.`)
    : null;
