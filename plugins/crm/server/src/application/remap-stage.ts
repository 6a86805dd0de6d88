import { parseInput } from '../../../core/kernel/action';
import type { Change } from '../../../core/kernel/plan';
import { isRefusal, refuse } from '../../../core/kernel/refusals';
import type { Ref, Value } from '../../../core/kernel/values';
import { leadSubject } from '../../../core/lead/model';
import { findStage, type Place } from '../../../core/pipeline/model';
import { judgeRemap, remapInput } from '../../../core/pipeline/remap';
import { loadLeads } from '../facts/leads';
import { loadPipelines } from '../facts/pipelines';
import { findInStage } from '../facts/stage-members';
import { countInStages, type StageUsage } from '../facts/stage-usage';
import type { NumberedPlan } from '../reactions/history';
import { lockRows } from '../store/lock';
import { readAttributes } from '../store/read';
import { inTransaction, type Tx } from '../store/transaction';
import { updateRows } from '../store/write';
import { carryOut } from './carry-out';
import { atItsTurn, type Request } from './context';
import { Refused } from './refused';

export interface Remapped extends StageUsage {
  readonly from: Ref;
  readonly to: Ref;
}

// A transaction each: one of a hundred thousand leads would hold up everybody else.
const BATCH = 500;

/**
 * X60: moves everything that stands in a stage to another one of the same state, so that the stage can
 * be deleted. Closed and inactive leads come along: this is the administrator's housekeeping, which
 * changes nothing about the leads themselves, and what stayed behind would lose its stage.
 *
 * @throws Refused with `record.missing` or `input.invalid`
 */
export async function remapStage(
  request: Request,
  call: { documentId: string; input: unknown; preview: boolean },
): Promise<Remapped> {
  const input = parseInput(remapInput, call.input);
  if (isRefusal(input)) throw new Refused(input);
  const { from, to, usage } = await inTransaction(request.strapi, async (tx) => {
    const places = await findPlaces(tx, call.documentId, input.stage);
    return { ...places, usage: await countInStages(tx, [places.from.stage.id]) };
  });
  const ends = { from: refOf(from.stage), to: refOf(to.stage) };
  if (call.preview) return { ...ends, ...usage };
  const inBatches = (work: Batch): Promise<number> =>
    untilNone(() => inTransaction(request.strapi, work));
  return {
    ...ends,
    leads: await inBatches((tx) => moveLeads(tx, request, from, to)),
    opportunities: await inBatches((tx) => moveOpportunities(tx, request, from, to)),
  };
}

async function findPlaces(
  tx: Tx,
  fromId: string,
  toId: string,
): Promise<{ from: Place; to: Place }> {
  const pipelines = await loadPipelines(tx);
  const from = findStage(pipelines, fromId);
  const to = findStage(pipelines, toId);
  if (from === undefined) throw new Refused(refuse('record.missing'));
  const refusal = judgeRemap(from, to);
  if (refusal !== null || to === undefined) throw new Refused(refusal ?? refuse('record.missing'));
  return { from, to };
}

const refOf = ({ id, documentId, label }: Ref): Ref => ({ id, documentId, label });

/** Moves the next few, and answers how many; `null` when none was left. */
type Batch = (tx: Tx) => Promise<number | null>;

async function untilNone(batch: () => Promise<number | null>): Promise<number> {
  let moved = 0;
  for (;;) {
    const count = await batch();
    if (count === null) return moved;
    moved += count;
  }
}

/** One operation for each lead, so that its history says how it came to its new stage. */
async function moveLeads(tx: Tx, request: Request, from: Place, to: Place): Promise<number | null> {
  const found = await findInStage(tx, 'lead', from.stage.id, BATCH);
  if (found.length === 0) return null;
  await lockRows(tx, 'lead', found);
  // Once more under the lock: somebody may have moved one of them on meanwhile.
  const stored = await readAttributes(tx, 'lead', found, ['stage', 'stageEnteredAt']);
  const ids = found.filter((id) => stored.get(id)?.['stage'] === from.stage.id);
  const leads = await loadLeads(tx, ids);
  const { actor, door, now } = atItsTurn(request, leads);
  const entered = now.toISOString();
  const plans = leads.map((lead): NumberedPlan => {
    const subject = leadSubject(lead);
    const moves = (field: string, before: Value, after: Value): Change[] => [
      { subject, field, before, after, rule: 'X60' },
    ];
    const before = stored.get(lead.id)?.['stageEnteredAt'];
    const changes = [
      ...(from.pipeline.id === to.pipeline.id
        ? []
        : moves('pipeline', refOf(from.pipeline), refOf(to.pipeline))),
      ...moves('stage', refOf(from.stage), refOf(to.stage)),
      ...moves('stageEnteredAt', typeof before === 'string' ? before : null, entered),
    ];
    return {
      plan: { subject, changes, kept: [], access: 'change-stage' },
      number: lead.version + 1,
    };
  });
  const input = { stage: to.stage.documentId };
  await carryOut(tx, { action: 'remap', actor, door, input, now }, plans);
  return plans.length;
}

/** Opportunities have no history of their own. */
async function moveOpportunities(
  tx: Tx,
  { now }: Request,
  from: Place,
  to: Place,
): Promise<number | null> {
  const ids = await findInStage(tx, 'opportunity', from.stage.id, BATCH);
  if (ids.length === 0) return null;
  await lockRows(tx, 'opportunity', ids);
  const set = { stage: refOf(to.stage), pipeline: refOf(to.pipeline) };
  await updateRows(
    tx,
    'opportunity',
    ids.map((id) => ({ id, set })),
    now,
    false,
  );
  return ids.length;
}
