import type { PipelineFact, Place, StageFact } from './model';
import { judgeRemap } from './remap';

const place = (
  id: number,
  state: StageFact['state'],
  kind: PipelineFact['kind'] = 'lead',
): Place => ({
  stage: { id, documentId: `s${id}`, label: `Stage ${id}`, state, position: 0, processId: null },
  pipeline: {
    id: 1,
    documentId: 'p',
    label: 'Pipeline',
    kind,
    isDefault: false,
    forwardOnly: true,
    nextOnly: false,
    allowReopen: false,
    stages: [],
  },
});

describe('emptying a stage', () => {
  it('X60: goes to a stage of the same state, of whichever pipeline', () => {
    expect(judgeRemap(place(1, 'assigned'), place(2, 'assigned'))).toBeNull();
  });

  it.each([
    ['that is not there', undefined],
    ['that it is', place(1, 'lost')],
    ['of another state', place(2, 'won')],
    ['for opportunities', place(2, 'lost', 'opportunity')],
  ])('X60: does not go to one %s', (_what, to) => {
    expect(judgeRemap(place(1, 'lost'), to)).toMatchObject({
      details: { errors: [{ path: ['stage'] }] },
    });
  });
});
