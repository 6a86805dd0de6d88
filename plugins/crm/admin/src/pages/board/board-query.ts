import type { BoardAsked } from '../../api/board-api';
import type { PipelineRow } from '../../api/replies';

/** The board as its address says it. */
export interface BoardQuery {
  readonly pipeline?: string;
  /** A member's documentId, or `nobody`. */
  readonly owner?: string;
  readonly _q?: string;
}

export const NOBODY = 'nobody';

export function boardAsked(
  { owner, _q }: BoardQuery,
  pipeline: PipelineRow | undefined,
): BoardAsked {
  const search = _q?.trim();
  return {
    pipeline: pipeline?.documentId ?? '',
    ...(search === undefined || search === '' ? {} : { _q: search }),
    filters: ownerFilter(pipeline?.kind ?? 'lead', owner),
  };
}

/** An opportunity has a responsible where a lead has an owner. */
function ownerFilter(kind: PipelineRow['kind'], owner: string | undefined): object {
  if (owner === undefined) return {};
  const field = kind === 'lead' ? 'owner' : 'responsible';
  return {
    [field]: owner === NOBODY ? { id: { $null: true } } : { documentId: { $eq: owner } },
  };
}
