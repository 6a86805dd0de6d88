import type { StageRow } from '../../../api/replies';
import { bulkActions, fieldsForBulk } from './bulk-fields';

const stages = [
  { documentId: 'n', name: 'New', state: 'new', position: 0 },
  { documentId: 'a', name: 'Assigned', state: 'assigned', position: 1 },
  { documentId: 'd', name: 'Disqualified', state: 'disqualified', position: 2 },
] satisfies StageRow[];

const namesOf = (action: string, input = {}) =>
  fieldsForBulk(action, stages, [], input).map(({ name }) => name);

describe('the form of an action on many leads', () => {
  it('is that of the action on one', () => {
    expect(namesOf('reassign')).toEqual(['owner']);
  });

  it('E2: asks for what the chosen stage asks for', () => {
    expect(namesOf('change-stage')).toEqual(['stage']);
    expect(namesOf('change-stage', { stage: 'd' })).toEqual(['stage', 'data']);
  });

  it('X67: reopens to stages that are not final', () => {
    const [stage] = fieldsForBulk('reopen', stages, [], {});

    expect(stage).toMatchObject({
      kind: 'stage',
      options: [{ name: 'New' }, { name: 'Assigned' }],
    });
  });

  it('E21: asks to whom leads are allocated, and how; by turns where nothing is said', () => {
    expect(fieldsForBulk('allocate', stages, [], {})).toMatchObject([
      { name: 'members', kind: 'records', of: 'member', required: true },
      { name: 'by', kind: 'choice', byDefault: 'round-robin' },
    ]);
  });

  it('draws a form for every action that is made for many', () => {
    for (const { key } of bulkActions) expect(() => namesOf(key)).not.toThrow();
  });
});
