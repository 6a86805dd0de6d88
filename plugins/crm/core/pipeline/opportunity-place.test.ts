import { isRefusal } from '../kernel/refusals';
import type { PipelineFact, StageFact } from './model';
import { placeOpportunity } from './opportunity-place';

const stage = (id: number, state: StageFact['state']): StageFact => ({
  id,
  documentId: `s${id}`,
  label: `Stage ${id}`,
  state,
  position: id,
  processId: null,
});

const pipeline = (id: number, given: Partial<PipelineFact>): PipelineFact => ({
  id,
  documentId: `p${id}`,
  label: `Pipeline ${id}`,
  kind: 'opportunity',
  isDefault: false,
  forwardOnly: true,
  nextOnly: false,
  allowReopen: false,
  stages: [],
  ...given,
});

const deals = pipeline(1, {
  isDefault: true,
  stages: [stage(11, 'open'), stage(12, 'open'), stage(13, 'won'), stage(14, 'lost')],
});
const steps = pipeline(2, {
  nextOnly: true,
  allowReopen: true,
  stages: [stage(21, 'won'), stage(22, 'open'), stage(23, 'open'), stage(24, 'open')],
});
const leads = pipeline(3, { kind: 'lead', stages: [stage(31, 'new')] });
const closed = pipeline(4, { stages: [stage(41, 'lost')] });
const ALL = [deals, steps, leads, closed];

/** Pipeline and stage, or the code of the refusal with the field that it names. */
function placed(
  asked: { pipeline?: number | null; stage?: number | null },
  before: [PipelineFact, number] | null = null,
): unknown {
  const [from, at] = before ?? [undefined, 0];
  const place = placeOpportunity(
    ALL,
    { pipeline: asked.pipeline, stage: asked.stage },
    from === undefined ? null : { pipeline: from, stage: from.stages[at] as StageFact },
  );
  if (!isRefusal(place)) return [place.pipeline.id, place.stage.id];
  const [error] = (place.details['errors'] ?? []) as { path: string[] }[];
  return error === undefined ? place.code : error.path[0];
}

describe('where an opportunity stands', () => {
  it.each([
    [{}, [1, 11]],
    [{ pipeline: 2 }, [2, 22]],
    [{ stage: 23 }, [2, 23]],
    [{ pipeline: 1, stage: 12 }, [1, 12]],
    [{ pipeline: null, stage: null }, [1, 11]],
    [{ pipeline: 3 }, 'pipeline'],
    [{ stage: 31 }, 'pipeline'],
    [{ pipeline: 1, stage: 23 }, 'stage'],
    [{ pipeline: 4 }, 'stage'],
    [{ pipeline: 99 }, 'pipeline'],
  ])('E12: a new one with %j: %j', (asked, expected) => {
    expect(placed(asked)).toEqual(expected);
  });

  it.each([
    [{ stage: 12 }, [deals, 0], [1, 12]],
    [{ stage: 11 }, [deals, 1], 'stage.backward'],
    [{ stage: 13 }, [deals, 0], [1, 13]],
    [{ stage: 11 }, [deals, 2], 'reopen.not-allowed'],
    [{ stage: 13 }, [deals, 2], [1, 13]],
    [{ stage: 24 }, [steps, 1], 'stage.skipped'],
    [{ stage: 22 }, [steps, 0], [2, 22]],
    [{ stage: 22 }, [deals, 0], 'stage'],
    [{ pipeline: 2 }, [deals, 1], [2, 22]],
    [{ pipeline: 1 }, [deals, 1], [1, 12]],
    [{ pipeline: null }, [deals, 0], 'pipeline'],
    [{ stage: null }, [deals, 0], 'stage'],
  ] as const)('R18 R19: %j of one that stands somewhere', (asked, before, expected) => {
    expect(placed(asked, [...before])).toEqual(expected);
  });
});
