import { fieldErrors } from '../actions/field-errors';
import type { Words } from '../words';

/** What was refused, by the field that it is about, in the reader's words. */
export function fieldWords(words: Words, failure: unknown): Readonly<Record<string, string>> {
  const { field } = (failure as { details?: { field?: unknown } } | undefined)?.details ?? {};
  // One that names its field has its words by its code.
  if (typeof field === 'string') return { [field]: words.refusal(failure) };
  return Object.fromEntries(
    Object.entries(fieldErrors(failure)).map(([path, sentence]) => [path, words.said(sentence)]),
  );
}
