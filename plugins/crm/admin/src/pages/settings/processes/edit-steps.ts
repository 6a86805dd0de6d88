import type { ProcessStep, StepField } from '../../../../../core/qualification/process';

/** A process while it is edited: steps and fields have keys of their own to be dragged by. */
export interface DraftField extends StepField {
  readonly id: number;
}
export interface DraftStep extends Omit<ProcessStep, 'fields'> {
  readonly id: number;
  readonly fields: readonly DraftField[];
}

let last = 0;
const next = (): number => (last += 1);

export const draftOf = (steps: readonly ProcessStep[]): readonly DraftStep[] =>
  steps.map((step) => ({
    ...step,
    id: next(),
    fields: step.fields.map((field) => ({ ...field, id: next() })),
  }));

export const stepsOf = (draft: readonly DraftStep[]): ProcessStep[] =>
  draft.map(({ id: _step, fields, ...step }) => ({
    ...step,
    fields: fields.map(({ id: _field, ...field }) => field),
  }));

export const newStep = (title: string): DraftStep => ({
  id: next(),
  title,
  assignee: 'owner',
  fields: [],
});

export const newField = (): DraftField => ({
  id: next(),
  key: '',
  label: '',
  type: 'text',
  required: false,
});

export const replaced = <Item extends { readonly id: number }>(
  items: readonly Item[],
  item: Item,
): readonly Item[] => items.map((one) => (one.id === item.id ? item : one));

/** `Budget in euro` → `budgetInEuro`: what answers are kept under, as long as nobody says otherwise. */
export function keyFor(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9 ]/g, '')
    // A key begins with a letter.
    .replace(/^[0-9 ]+/, '')
    .trim()
    .split(/\s+/);
  const key = words
    .map((word, place) => {
      const lower = word.toLowerCase();
      return place === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
    })
    .join('');
  return key.slice(0, 60);
}
