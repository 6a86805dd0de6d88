import { fieldErrors } from '../../../actions/field-errors';
import type { Words } from '../../../words';
import type { DraftStep } from './edit-steps';

/** What was refused about the steps, by the id of the step; of a field in it, with its label. */
export function stepErrors(
  words: Words,
  failure: unknown,
  steps: readonly DraftStep[],
): ReadonlyMap<number, readonly string[]> {
  const errors = new Map<number, readonly string[]>();
  for (const [path, sentence] of Object.entries(fieldErrors(failure))) {
    const [root, at, part, index] = path.split('.');
    const step = root === 'steps' ? steps[Number(at)] : undefined;
    if (step === undefined) continue;
    const field = part === 'fields' ? step.fields[Number(index)] : undefined;
    const said = words.said(sentence);
    const told = field === undefined || field.label === '' ? said : `${field.label}: ${said}`;
    errors.set(step.id, [...(errors.get(step.id) ?? []), told]);
  }
  return errors;
}

/** The same in a sentence or two that name the steps. */
export const stepSentences = (
  errors: ReadonlyMap<number, readonly string[]>,
  steps: readonly DraftStep[],
): string =>
  steps
    .flatMap(({ id, title }) => (errors.get(id) ?? []).map((sentence) => `${title}: ${sentence}`))
    .join(' ');
