import { refuse, refuseField, type Refusal } from '../kernel/refusals';
import { isSameName } from '../kernel/same-name';
import { keyOf } from './types';

export const LABEL_LENGTH = 190;

/** A dropdown value as an editor would have it after saving. */
export interface DropdownValueDraft {
  readonly label: string;
  readonly key: string;
  readonly type: { readonly id: number; readonly label: string } | null;
  readonly masterType: { readonly label: string; readonly typeId: number | null } | null;
  readonly active: boolean;
  readonly isDefault: boolean;
  /** Another value of the same type that has this key already. */
  readonly sameKey: string | null;
  /** Another value of the same type that has this label already, where the label is a new one. */
  readonly sameLabel: { readonly label: string; readonly active: boolean } | null;
}

/** R31, A13: what may be saved. Refuses with the field's name and what to do. */
export function judgeDropdownValue(draft: DropdownValueDraft): Refusal | null {
  if (draft.type === null)
    return refuseField('dropdownType', 'Choose the dropdown this value is for.');
  if (draft.masterType === null) {
    return refuseField('masterType', `Choose a master type of "${draft.type.label}".`);
  }
  if (draft.masterType.typeId !== draft.type.id) {
    return refuse('dropdown.wrong-type', {
      field: 'masterType',
      label: draft.masterType.label,
      expected: `"${draft.type.label}"`,
    });
  }
  if (draft.sameLabel !== null) {
    const { label, active } = draft.sameLabel;
    return refuseField(
      'label',
      active
        ? `"${label}" is in "${draft.type.label}" already. Choose another label.`
        : `"${label}" is in "${draft.type.label}" already, but retired. Bring it back, or choose another label.`,
    );
  }
  if (draft.key === '') {
    return refuseField(
      'key',
      'Give a key of letters and digits; the label holds none to make it from.',
    );
  }
  if (draft.sameKey !== null) {
    return refuseField(
      'key',
      `"${draft.sameKey}" already has the key "${draft.key}" in "${draft.type.label}". Choose another key.`,
    );
  }
  if (draft.isDefault && !draft.active) {
    return refuseField(
      'isDefault',
      'A retired value cannot be the default. Make another value the default first.',
    );
  }
  return null;
}

/** Of the values of a dropdown, another one than this that people would take for it; retired ones count as well. */
export const valueOfSameLabel = <Value extends { readonly label: string }>(
  values: readonly Value[],
  label: string,
  self?: Value,
): Value | undefined => values.find((one) => one !== self && isSameName(one.label, label));

/** Of the values of a dropdown, the one whose key a new value of this label would get as well. */
export const valueOfSameKey = <Value extends { readonly key: string | null }>(
  values: readonly Value[],
  label: string,
): Value | undefined => values.find(({ key }) => key?.toLowerCase() === keyOf(label));
