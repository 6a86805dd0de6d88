import type { StrapiApp } from '@strapi/strapi/admin';
import { refuse, refuseField } from '../../core/kernel/refusals';
import { translationsFor } from './translations';
import { wordsOutside, type Words } from './words';

/** As the Content Manager's extensions get them: without React. */
async function wordsIn(locale: string): Promise<Words> {
  const [translation] = await translationsFor([locale]);
  return wordsOutside({
    store: { getState: () => ({ admin_app: { language: { locale } } }) },
    configurations: { translations: { [locale]: translation?.data ?? {} } },
  } as unknown as StrapiApp);
}

let de: Words;
let en: Words;

beforeAll(async () => {
  de = await wordsIn('de');
  en = await wordsIn('en');
});

describe('what a refusal says', () => {
  it('names in German, too, who and what it is about', () => {
    const owner = refuse('access.owner', { owner: 'Sue Sales' });
    const nobody = refuse('access.owner', { owner: null });
    const inactive = refuse('lead.inactive', { title: 'Villa' });

    expect(de.refusal(owner)).toContain('zuständig ist (Sue Sales)');
    expect(de.refusal(nobody)).toBe(
      'Das darf nur, wer für den Lead zuständig ist. Lassen Sie den Lead zuerst neu zuweisen.',
    );
    expect(de.refusal(inactive)).toContain('Der Lead „Villa“ ist inaktiv');
  });

  it('gives the reason of its own that a state has, in German, too', () => {
    const active = refuse('lead.state', { because: 'This lead is active.' });
    const state = refuse('lead.state', { state: 'new', from: ['assigned', 'qualified'] });

    expect(de.refusal(active)).toBe('Dieser Lead ist aktiv.');
    expect(de.refusal(state)).toContain('Im Zustand „Neu“');
  });

  it('reads the names off the sentence where it comes without details', () => {
    const { code, message } = refuse('access.owner', { owner: 'Sue Sales' });

    expect(de.refusal({ code, message })).toContain('(Sue Sales)');
    expect(en.refusal({ code, message })).toBe(message);
  });

  it('calls the fields of an input by their names', () => {
    const backwards = refuseField('to', 'Choose a day that is not before the first one.');
    const missing = refuseField(['opportunity', 'city'], 'City is missing.');

    expect(en.refusal(backwards)).toBe('To: Choose a day that is not before the first one.');
    expect(de.refusal(backwards)).toBe(
      'Bis: Wählen Sie einen Tag, der nicht vor dem ersten liegt.',
    );
    expect(de.refusal(missing)).toBe('Stadt: „Stadt“ fehlt.');
  });

  it('says whose an e-mail address is, where that may be said', () => {
    const taken = refuse('email.taken', { holder: { record: 'member', label: 'Sue Sales' } });

    expect(en.refusal(taken)).toContain('it belongs to Sue Sales');
    // Two members of one address: nobody looks among the contacts for that.
    for (const words of [en, de]) {
      expect(words.refusal(refuse('email.taken'))).not.toMatch(/contact|Kontakt/);
    }
  });

  it('X41: names the company that inactive leads keep, and how many they are', () => {
    const because =
      '"Linden" is the company of 2 inactive leads, and inactive leads are read-only ("Villa"). Activate them and choose another company there first.';

    expect(de.refusal(refuse('lead.inactive', { title: 'Villa', because }))).toBe(
      'Inaktive Leads (2) haben die Firma „Linden“, und sie lassen sich nicht ändern, so wie „Villa“. Aktivieren Sie sie, und wählen Sie dort zuerst eine andere Firma.',
    );
  });

  it('X60: says how much a stage holds, and no address of the API', () => {
    const { code, details, message } = refuse('stage.in-use', { leads: 2, opportunities: 0 });
    const failure = { message, details: { code, ...details } };

    expect(en.refusal(failure)).toContain('2 leads and no opportunities');
    expect(en.refusal(failure)).not.toContain('/api/');
    expect(de.refusal(failure)).toContain('2 Leads und keine Verkaufschancen');
  });

  it('says of a server that broke what became of the deed, and whom to tell', () => {
    const broken = { status: 500, name: 'InternalServerError', message: 'Internal Server Error' };

    expect(en.refusal(broken)).toMatch(/nothing was saved.+tell an administrator/);
    expect(de.refusal(broken)).toMatch(/gespeichert wurde nichts.+Administrator/);
  });
});

describe('an operation that something points to', () => {
  const by = (label: string) => ({ documentId: 'operation', label });

  it('X70: is called by what it was done to, in German, too', () => {
    const merged = by('merge on contact "Ana Lind"');

    expect(en.value('inactivatedBy', merged)).toBe('Merge another contact, contact "Ana Lind"');
    expect(de.value('inactivatedBy', merged)).toBe(
      'Mit anderem Kontakt zusammenführen, Kontakt „Ana Lind“',
    );
    expect(de.value('inactivatedBy', by('deactivate on lead "Villa"'))).toContain('Lead „Villa“');
  });

  it('is not looked for in the name of who completed a task', () => {
    expect(de.value('completedBy', by('Sam Sales'))).toBe('Sam Sales');
  });
});

describe('a refusal of what was typed', () => {
  it('calls each field as its form does', () => {
    const failure = {
      code: 'input.invalid',
      message: 'notes: Say more: for whom? opportunity.city: Choose one.',
    };

    expect(en.refusal(failure)).toBe('Notes: Say more: for whom? City: Choose one.');
  });

  it('keeps the name of a field that has no words', () => {
    const failure = { code: 'input.invalid', message: 'ids.0: Choose at least one lead.' };

    expect(en.refusal(failure)).toBe('ids.0: Choose at least one lead.');
  });
});
