import type { StrapiApp } from '@strapi/strapi/admin';
import { english } from './translations/english';
import { wordsOutside } from './words';

// All of Strapi that words are read from.
const app = { configurations: { translations: { en: english } } } as unknown as StrapiApp;
const words = wordsOutside(app);

describe('a refusal of what was typed', () => {
  it('calls each field as its form does', () => {
    const failure = {
      code: 'input.invalid',
      message: 'notes: Say more: for whom? opportunity.city: Choose one.',
    };

    expect(words.refusal(failure)).toBe('Notes: Say more: for whom? City: Choose one.');
  });

  it('keeps the name of a field that has no words', () => {
    const failure = { code: 'input.invalid', message: 'ids.0: Choose at least one lead.' };

    expect(words.refusal(failure)).toBe('ids.0: Choose at least one lead.');
  });
});
