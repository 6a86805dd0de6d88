import type { Core } from '@strapi/strapi';
import { refuse, refuseField } from '../../../core/kernel/refusals';
import type { Board, BoardKind, BoardQuery } from '../../../core/pipeline/board';
import {
  countCards,
  loadCards,
  loadPipeline,
  type PipelineFact,
  type PlacedCard,
  type Position,
} from '../facts/board';
import { askedIds, byKeys } from '../store/asked';
import { reading, type Tx } from '../store/transaction';
import { Refused } from './refused';

export type { Position } from '../facts/board';

interface BoardRequest extends Omit<BoardQuery, 'cursor'> {
  readonly pipeline: string;
  readonly after: Position | null;
  /** The caller's filters, once it is known of which record; what the caller may not ask is refused. */
  readonly filtersFor: (kind: BoardKind) => Promise<object>;
}

type Stages = readonly (Omit<Board['stages'][number], 'cursor'> & { next: Position | null })[];

/**
 * The board of a pipeline (E2): three statements and a look-up, whatever the number of stages and cards.
 *
 * @throws Refused with `record.missing`, or `input.invalid` for a stage of another pipeline
 */
export const readBoard = (
  strapi: Core.Strapi,
  { pipeline: documentId, stage, limit, after, filtersFor }: BoardRequest,
): Promise<Omit<Board, 'stages'> & { stages: Stages }> =>
  reading(strapi, async (tx) => {
    const pipeline = await loadPipeline(tx, documentId);
    if (pipeline === undefined) throw new Refused(refuse('record.missing'));
    const stages = chosen(pipeline, stage);
    const { kind, name } = pipeline;
    const asked = askedIds(strapi, kind, await keyed(tx, kind, await filtersFor(kind)));
    const order = { kind, stages, asked };
    const tallies = await countCards(tx, order);
    // One more than asked for tells whether there is more.
    const cards = await loadCards(tx, { ...order, after, limit: limit + 1 });
    return {
      documentId,
      name,
      kind,
      stages: stages.map(({ id, ...shown }) => ({
        ...shown,
        ...(tallies.get(id) ?? { count: 0, sum: 0, hasMore: false }),
        ...firstOf(
          cards.filter(({ stageId }) => stageId === id),
          limit,
        ),
      })),
    };
  });

const keyed = async (tx: Tx, kind: BoardKind, asked: { readonly filters?: unknown }) => ({
  ...asked,
  filters: await byKeys(tx, kind, asked.filters),
});

function chosen({ stages }: PipelineFact, stage: string | undefined): PipelineFact['stages'] {
  if (stage === undefined) return stages;
  const found = stages.filter(({ documentId }) => documentId === stage);
  if (found.length === 0) {
    throw new Refused(refuseField('stage', 'Choose a stage of this pipeline.'));
  }
  return found;
}

function firstOf(found: readonly PlacedCard[], limit: number) {
  const shown = found.slice(0, limit);
  return {
    cards: shown.map(({ card }) => card),
    next: found.length > limit ? (shown.at(-1)?.position ?? null) : null,
  };
}
