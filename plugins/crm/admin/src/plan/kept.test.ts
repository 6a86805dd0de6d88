import type { Words } from '../words';
import { keptBecause } from './kept';

/** Says which words are chosen and which name they get. */
const words = {
  say: (id: string, { name }: { name: string }) => `${id}(${name})`,
  either: (names: readonly string[]) => names.join(' oder '),
} as unknown as Words;

describe('why something stays as it is', () => {
  it.each([
    ['The lead stays open until Max Manager decides on the request.', 'decided(Max Manager)'],
    ['The lead stays open until Max or Ada decides on the request.', 'decided(Max oder Ada)'],
    [
      'The lead stays open until somebody can decide, whom an administrator has to name, on the request.',
      'undecided()',
    ],
    ['What became of the request to close it stays.', 'request()'],
    ['The lead has another owner now.', 'reassigned()'],
    ['The lead is yours now.', 'yours()'],
  ])('is said in the reader’s language: %s', (sentence, said) => {
    expect(keptBecause(words, sentence)).toBe(`crm.kept.${said}`);
  });

  it('leaves a name as it is, whatever words it holds', () => {
    expect(keptBecause(words, 'Stays active: active on lead "Black or white".')).toBe(
      'crm.kept.lead(Black or white)',
    );
  });

  it('leaves what people have written as it is', () => {
    expect(keptBecause(words, 'They called back.')).toBe('They called back.');
  });
});
