import { contactActions, leadActions } from '../../../core';
import { EVENT_DEEDS } from '../../../core/calendar/deeds';
import { DROPDOWN_TYPES } from '../../../core/dropdown/types';
import { REFUSALS } from '../../../core/kernel/refusals';
import { translationsFor } from '.';
import deForms from './de.json';
import enForms from './en.json';
import dePages from './pages.de.json';
import enPages from './pages.en.json';
import { english as en } from './english';

const de = { ...deForms, ...dePages };

const keys = (translation: object): string[] => Object.keys(translation);

/** What `{…}` a sentence waits for. */
const placeholders = (sentence: string): string[] => [
  ...new Set([...sentence.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? '')),
];

describe('the translations', () => {
  it('say everything in German that they say in English', () => {
    expect(keys(en).filter((id) => !(id in de))).toEqual([]);
  });

  it('say nothing in German alone, but labels of fields, names of types, master types and what the server refuses', () => {
    const alone = keys(de).filter((id) => !(id in en));

    expect(alone.filter((id) => !/^crm\.(label|type|master|refusal)\./.test(id))).toEqual([]);
  });

  it.each([
    ['English', enForms, enPages],
    ['German', deForms, dePages],
  ])('say each thing once in %s: the pages take nothing back', (_language, forms, pages) => {
    expect(keys(pages).filter((id) => id in forms)).toEqual([]);
  });

  it('wait for the same names in both languages', () => {
    const german: Readonly<Record<string, string>> = de;

    for (const [id, sentence] of Object.entries(en)) {
      expect([id, placeholders(german[id] ?? '').sort()]).toEqual([
        id,
        placeholders(sentence).sort(),
      ]);
    }
  });

  it('know the refusals they translate', () => {
    const refusals = keys(de).filter((id) => id.startsWith('crm.refusal.'));

    for (const id of refusals) expect(keys(REFUSALS)).toContain(id.replace('crm.refusal.', ''));
  });

  it('name every master type in German', () => {
    const masterTypes = DROPDOWN_TYPES.flatMap((type): readonly string[] => type.masterTypes);

    expect(
      keys(de)
        .filter((id) => id.startsWith('crm.master.'))
        .sort(),
    ).toEqual([...new Set(masterTypes)].map((key) => `crm.master.${key}`).sort());
  });

  it('have a button, a confirmation and a line of history for each action', () => {
    const all = [
      ...leadActions.all.map(({ key }) => `lead.${key}`),
      ...contactActions.all.map(({ key }) => `contact.${key}`),
    ];

    for (const action of all) {
      for (const kind of ['action', 'done', 'history']) {
        expect(keys(en)).toContain(`crm.${kind}.${action}`);
      }
    }
  });

  it('have a line of history for each deed of an event', () => {
    for (const key of Object.keys(EVENT_DEEDS)) {
      expect(keys(en)).toContain(`crm.history.${key}-event`);
    }
  });

  it('label the fields of the Content Manager and its kinds of records in German', async () => {
    const [german] = await translationsFor(['de']);

    expect(german?.data).toMatchObject({
      'content-manager.content-types.plugin::crm.lead.leadScore': 'Bewertung',
      'Close request': 'Abschlussantrag',
    });
  });

  it('answer nothing for a language that is not there', async () => {
    expect(await translationsFor(['fr'])).toEqual([{ locale: 'fr', data: {} }]);
  });
});
