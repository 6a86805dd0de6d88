import type { LeadState } from '../model';
import { SCORE_FIELDS } from '../model';

/** What a guarded field is to become: the documentId of a record, or plain data. */
export type Wish = string | boolean | null;

export interface EditDeed {
  readonly action: string;
  readonly input: Readonly<Record<string, Wish>>;
}

/** The guarded fields whose edit is a deed (R32), with the record that each of them names. */
export const EDITABLE = {
  active: null,
  pipeline: 'pipeline',
  owner: 'member',
  stage: 'stage',
  leadScore: 'dropdown-value',
  statusCode: 'dropdown-value',
  lostReason: 'dropdown-value',
  disqualificationCode: 'dropdown-value',
  disqualificationReason: null,
  soldAt: null,
} as const;
export type EditableField = keyof typeof EDITABLE;

export const isEditable = (field: string): field is EditableField => field in EDITABLE;

/** The fields of a disqualification, and what its correction calls them (X37). */
const CORRECTED = [
  ['disqualificationCode', 'code'],
  ['disqualificationReason', 'reason'],
] as const satisfies readonly (readonly [EditableField, string])[];

/** X37: a disqualification is corrected where there is one; elsewhere it is made by disqualifying. */
export const isEditableIn = (state: LeadState, field: string): boolean =>
  state === 'disqualified' || CORRECTED.every(([name]) => name !== field);

/** In which order the deeds of one save are done. */
const ORDER = [
  'activate',
  // Before the scores: whoever sets a lead inactive and records the loss means everyone on it (A6).
  'deactivate',
  'change-pipeline',
  'assign',
  'reassign',
  // Before the stage, which may end the lead: a sale is marked on one that is open.
  'mark-sold',
  'change-stage',
  'score',
  'correct-disqualification',
];

/**
 * R32: the deeds that a save of guarded fields stands for, in the order in which they are done.
 *
 * @param wished the fields that become something else
 */
export function deedsOfEdit(
  state: LeadState,
  wished: ReadonlyMap<EditableField, Wish>,
): EditDeed[] {
  const scores = SCORE_FIELDS.flatMap((field) => {
    const wish = wished.get(field);
    return wish === undefined ? [] : [[field, wish] as const];
  });
  const deeds = [...wished].flatMap(([field, wish]): EditDeed[] => {
    switch (field) {
      case 'active':
        return [{ action: wish === true ? 'activate' : 'deactivate', input: {} }];
      case 'owner':
        return [{ action: state === 'new' ? 'assign' : 'reassign', input: { owner: wish } }];
      case 'pipeline':
        return [{ action: 'change-pipeline', input: { pipeline: wish } }];
      case 'stage':
        return [{ action: 'change-stage', input: { stage: wish } }];
      case 'soldAt':
        return [{ action: 'mark-sold', input: { soldAt: wish } }];
      default:
        return [];
    }
  });
  const corrected = CORRECTED.flatMap(([field, name]) => {
    const wish = wished.get(field);
    return wish === undefined ? [] : [[name, wish] as const];
  });
  if (corrected.length > 0) {
    const action = 'correct-disqualification';
    deeds.push({ action, input: Object.fromEntries(corrected) });
  }
  if (scores.length > 0) deeds.push({ action: 'score', input: Object.fromEntries(scores) });
  return deeds.sort((left, right) => ORDER.indexOf(left.action) - ORDER.indexOf(right.action));
}

/** The deeds of many leads, alike ones together: a batch is judged as a whole (X2). */
export function deedsOfEdits(
  edits: readonly {
    readonly id: number;
    readonly state: LeadState;
    readonly wished: ReadonlyMap<EditableField, Wish>;
  }[],
): { readonly deed: EditDeed; readonly ids: readonly number[] }[] {
  const groups = new Map<string, { deed: EditDeed; ids: number[] }>();
  for (const { id, state, wished } of edits) {
    for (const deed of deedsOfEdit(state, wished)) {
      const key = JSON.stringify(deed);
      const group = groups.get(key) ?? { deed, ids: [] };
      groups.set(key, group);
      group.ids.push(id);
    }
  }
  return [...groups.values()].sort(
    (left, right) => ORDER.indexOf(left.deed.action) - ORDER.indexOf(right.deed.action),
  );
}
