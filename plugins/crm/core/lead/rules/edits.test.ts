import { GUARDED_LEAD_FIELDS } from '../model';
import { leadActions } from '../actions';
import {
  deedsOfEdit,
  deedsOfEdits,
  EDITABLE,
  isEditable,
  isEditableIn,
  type EditableField,
} from './edits';

const wishes = (given: Partial<Record<EditableField, string | boolean | null>>) =>
  // Object.entries forgets which keys they are.
  new Map(Object.entries(given) as [EditableField, string | boolean | null][]);

describe('a save of guarded fields', () => {
  it.each([
    [{ active: false }, 'deactivate', {}],
    [{ active: true }, 'activate', {}],
    [{ owner: 'sue' }, 'reassign', { owner: 'sue' }],
    [{ owner: null }, 'reassign', { owner: null }],
    [{ stage: 's1' }, 'change-stage', { stage: 's1' }],
    [{ pipeline: 'p1' }, 'change-pipeline', { pipeline: 'p1' }],
    [{ leadScore: 'hot' }, 'score', { leadScore: 'hot' }],
    [{ statusCode: null }, 'score', { statusCode: null }],
    [{ lostReason: 'price' }, 'score', { lostReason: 'price' }],
    [{ disqualificationCode: 'c1' }, 'correct-disqualification', { code: 'c1' }],
    [{ disqualificationReason: 'Why' }, 'correct-disqualification', { reason: 'Why' }],
    [{ soldAt: '2026-03-01T00:00:00.000Z' }, 'mark-sold', { soldAt: '2026-03-01T00:00:00.000Z' }],
  ])('R32: %j is to %s', (wished, action, input) => {
    expect(deedsOfEdit('assigned', wishes(wished))).toEqual([{ action, input }]);
  });

  it('S3 S5 R32: an owner for a new lead is an assignment', () => {
    expect(deedsOfEdit('new', wishes({ owner: 'sue' }))).toEqual([
      { action: 'assign', input: { owner: 'sue' } },
    ]);
  });

  it('R32: the three fields of a score are one deed', () => {
    const wished = wishes({ lostReason: 'price', statusCode: 'tour', leadScore: 'lost' });

    expect(deedsOfEdit('assigned', wished)).toEqual([
      { action: 'score', input: { leadScore: 'lost', statusCode: 'tour', lostReason: 'price' } },
    ]);
  });

  it('A6 R32: everything at once is done in an order of its own, not in that of the form', () => {
    const wished = wishes({
      leadScore: 'lost',
      stage: 's',
      owner: 'o',
      pipeline: 'p',
      active: true,
    });
    const order = (active: boolean) =>
      deedsOfEdit('new', wished.set('active', active)).map(({ action }) => action);

    expect(order(true)).toEqual(['activate', 'change-pipeline', 'assign', 'change-stage', 'score']);
    expect(order(false)[0]).toBe('deactivate');
  });

  it('R32: nothing wished is nothing done', () => {
    expect(deedsOfEdit('assigned', new Map())).toEqual([]);
  });

  it('R32: each is a deed that there is, and each such field is guarded', () => {
    for (const field of Object.keys(EDITABLE)) {
      expect(Object.keys(GUARDED_LEAD_FIELDS)).toContain(field);
      for (const state of ['new', 'assigned'] as const) {
        const [deed] = deedsOfEdit(state, wishes({ [field]: 'x' }));

        expect(leadActions.find(deed?.action ?? '')).toBeDefined();
      }
    }
    expect([isEditable('owner'), isEditable('state'), isEditable('outcome')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

it('X37 R32: a disqualification is edited where there is one', () => {
  const fields = ['disqualificationCode', 'disqualificationReason', 'owner'];

  expect(fields.map((field) => isEditableIn('disqualified', field))).toEqual([true, true, true]);
  expect(fields.map((field) => isEditableIn('assigned', field))).toEqual([false, false, true]);
});

describe('a save of many leads', () => {
  it('X2 R32: like deeds are one batch, with the leads in their order', () => {
    const inactive = wishes({ active: false });

    expect(
      deedsOfEdits([
        { id: 3, state: 'new', wished: inactive },
        { id: 1, state: 'assigned', wished: inactive },
      ]),
    ).toEqual([{ deed: { action: 'deactivate', input: {} }, ids: [3, 1] }]);
  });

  it('S3 S5 X2: one owner for new and assigned leads is two batches', () => {
    const wished = wishes({ owner: 'sue' });

    const deeds = deedsOfEdits([
      { id: 1, state: 'assigned', wished },
      { id: 2, state: 'new', wished },
    ]);

    expect(deeds.map(({ deed, ids }) => [deed.action, ids])).toEqual([
      ['assign', [2]],
      ['reassign', [1]],
    ]);
  });

  it('R32: different values are different batches', () => {
    const deeds = deedsOfEdits([
      { id: 1, state: 'new', wished: wishes({ stage: 's1' }) },
      { id: 2, state: 'new', wished: wishes({ stage: 's2' }) },
    ]);

    expect(deeds.map(({ ids }) => ids)).toEqual([[1], [2]]);
  });

  it('A6 R32: keeps the order of the deeds of each lead', () => {
    const deeds = deedsOfEdits([
      { id: 1, state: 'assigned', wished: wishes({ leadScore: 'lost' }) },
      { id: 2, state: 'assigned', wished: wishes({ leadScore: 'lost', active: false }) },
    ]);

    expect(deeds.map(({ deed, ids }) => [deed.action, ids])).toEqual([
      ['deactivate', [2]],
      ['score', [1, 2]],
    ]);
  });
});
