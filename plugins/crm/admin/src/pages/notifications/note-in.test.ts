import type { Words } from '../../words';
import { noteIn } from './note-in';

const words = {
  say: (id: string, { reason = '' }: { reason?: string } = {}) => `${id}(${reason})`,
} as unknown as Words;

it.each([
  ['Reason: Bought elsewhere', 'crm.history.reason(Bought elsewhere)'],
  ['The lead is yours now.', 'crm.kept.yours()'],
  ['Call once more.', 'Call once more.'],
])('a note is said in the reader’s language, or as it was written: %s', (note, said) => {
  expect(noteIn(words, note)).toBe(said);
});
