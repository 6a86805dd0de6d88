import type { Page } from 'playwright-core';
import { REFUSALS } from '../../plugins/crm/core/kernel/refusals';
import deForms from '../../plugins/crm/admin/src/translations/de.json';
import dePages from '../../plugins/crm/admin/src/translations/pages.de.json';
import { english } from '../../plugins/crm/admin/src/translations/english';
import { chooseAction, openRecord, panelForTests, panelOf, picture, visit } from './support/panel';

jest.setTimeout(240_000);

/* Everybody has the panel in their own language: whoever chose German reads no English of ours. */

const { app, panel } = panelForTests({ demo: true });
const german: Readonly<Record<string, string>> = { ...deForms, ...dePages };
let max: Page;
let ada: Page;
let named: ReadonlySet<string>;

beforeAll(async () => {
  max = await panel.as('max', { language: 'de' });
  ada = await panel.as('ada', { language: 'de' });
  named = await namesGiven();
});

/** What records are called: a name stays as somebody has written it, in whatever language. */
async function namesGiven(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const uid of Object.keys(app.strapi.contentTypes)) {
    if (!uid.startsWith('plugin::crm.')) continue;
    const rows = await app.strapi.db.query(uid).findMany({});
    for (const { name, label, title } of rows as Record<string, unknown>[]) {
      for (const one of [name, label, title]) if (typeof one === 'string') names.add(one);
    }
  }
  return names;
}

const BRANCH = /(?:=\d+|one|other) \{([^{}]*)\}/g;

/** The sentences that a message can become; one of several numbers has a sentence for each. */
const sentencesIn = (message: string): string[] =>
  message.includes(', plural,')
    ? [...message.matchAll(BRANCH)].map((match) => match[1] ?? '')
    : [message];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The whole of a text that says this, whatever stands where the names and numbers go. */
const saying = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .split(/\{\w+\}|#/)
      .map(escaped)
      .join('.+')}$`,
  );

const letters = (sentence: string): number =>
  sentence.replace(/\{\w+\}/g, '').replace(/\P{L}/gu, '').length;

/** What the Content Manager calls our kinds of records. */
const typeNames = (): string[] =>
  Object.values(app.strapi.contentTypes)
    .filter(({ uid }) => uid.startsWith('plugin::crm.'))
    .map(({ info }) => info.displayName);

const ENGLISH: readonly RegExp[] = [
  ...Object.entries(english)
    .filter(([id, sentence]) => german[id] !== sentence)
    .flatMap(([, sentence]) => sentencesIn(sentence)),
  ...Object.values(REFUSALS).map(({ sentence }) => sentence({})),
]
  .map((sentence) => sentence.trim())
  .filter((sentence) => letters(sentence) > 2)
  .map(saying);

/** Words that are German as well, such as "Status", say nothing about the language. */
const GERMAN: ReadonlySet<string> = new Set(Object.values(german));

/** All that can be read, and all that is read out, one by one. */
const texts = (page: Page, inside: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const found: string[] = [document.title.split(' | ')[0] ?? ''];
    for (const root of document.querySelectorAll(selector)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement?.closest('script, style, noscript') == null)
          found.push(node.textContent ?? '');
      }
      for (const element of root.querySelectorAll('[aria-label], [placeholder], [title]')) {
        for (const name of ['aria-label', 'placeholder', 'title'])
          found.push(element.getAttribute(name) ?? '');
      }
    }
    return found.map((text) => text.trim()).filter((text) => text !== '');
  }, inside);

async function englishOn(page: Page, inside = 'body'): Promise<string[]> {
  const types = typeNames();
  const read = new Set(await texts(page, inside));
  // A page that shows nothing would say nothing in English either.
  expect(read.size).toBeGreaterThan(5);
  return [...read].filter(
    (text) =>
      !named.has(text) &&
      !GERMAN.has(text) &&
      (types.includes(text) || ENGLISH.some((sentence) => sentence.test(text))),
  );
}

const HOUSE = 'Refit of the harbour house';
const WORK: Readonly<Record<string, string>> = {
  leads: HOUSE,
  board: HOUSE,
  approvals: 'Scales for three factories',
  'inactive-contacts': 'Carlo Bianchi',
  jobs: german['crm.jobs.empty'] ?? '',
  reports: 'Bought elsewhere',
  notifications: german['crm.notifications.channels'] ?? '',
};
const SETTINGS: Readonly<Record<string, string>> = {
  presets: german['crm.preset.simpleone'] ?? '',
  team: 'Mia Marketeer',
  roles: 'CRM Marketeer',
  pipelines: 'Disqualified',
  dropdowns: 'Unqualified',
  processes: german['crm.processes.builtInHint'] ?? '',
  rules: german['crm.rules.closeLost'] ?? '',
};

const shows = (page: Page, text: string) =>
  page.getByText(text).locator('visible=true').first().waitFor();

describe('who chose German reads no English of ours', () => {
  it('on the home page', async () => {
    await visit(max, '/admin');
    await shows(max, german['crm.widget.approvals.all'] ?? '');
    await shows(max, 'Disqualified');
    await picture(max, 'german-home');

    expect(await englishOn(max, '[aria-labelledby^="plugin::crm."]')).toEqual([]);
  });

  it.each(Object.entries(WORK))('on the page of the %s', async (path, text) => {
    await visit(max, `/admin/plugins/crm/${path}`);
    await shows(max, text);
    await picture(max, `german-${path}`);

    expect(await englishOn(max)).toEqual([]);
  });

  it.each(Object.entries(SETTINGS))('in the settings of the %s', async (path, text) => {
    await visit(ada, `/admin/settings/crm/${path}`);
    await shows(ada, text);
    await picture(ada, `german-settings-${path}`);

    expect(await englishOn(ada)).toEqual([]);
  });

  it('in the form of a lead, its other actions, and a dialog that shows what will happen', async () => {
    const lead = await app.strapi.db.query('plugin::crm.lead').findOne({ where: { title: HOUSE } });
    await openRecord(max, 'lead', lead.documentId);
    const lifecycle = panelOf(max, german['crm.panel.lifecycle'] ?? '');
    await lifecycle.getByRole('button', { name: german['crm.panel.more'] ?? '' }).click();
    await max.getByRole('menuitem').first().waitFor();
    await picture(max, 'german-lead');
    // The fields themselves are Strapi's, and hold what people have written.
    const onForm = await englishOn(max, 'aside, label, nav a, [role=menu]');
    await max.keyboard.press('Escape');
    await chooseAction(max, german['crm.action.lead.deactivate'] ?? '', 'de');
    await max
      .getByRole('dialog')
      .getByText(german['crm.plan.lead'] ?? '', { exact: true })
      .waitFor();
    await picture(max, 'german-preview');

    expect(onForm).toEqual([]);
    expect(await englishOn(max, '[role=dialog]')).toEqual([]);
  });

  it('with room for the words on the buttons beside a form', async () => {
    const lead = await app.strapi.db.query('plugin::crm.lead').findOne({
      where: { pendingCloseRequest: { id: { $notNull: true } } },
    });
    await openRecord(max, 'lead', lead.documentId);
    const label = german['crm.action.lead.close-won'] ?? '';
    await max.setViewportSize({ width: 1280, height: 900 });
    await max.getByRole('button', { name: label, exact: true }).waitFor();
    const cut = await max
      .locator('aside button')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) =>
            [...button.children].some(
              (part) => part.getBoundingClientRect().height > button.clientHeight,
            ),
          )
          .map(({ textContent }) => textContent),
      );

    expect(cut).toEqual([]);
  });

  it('in the lists, filters and forms of the Content Manager, down to the values', async () => {
    const LEADS = '/admin/content-manager/collection-types/plugin::crm.lead';
    await visit(ada, `${LEADS}?filters[$and][0][outcome][$eq]=won`);
    const row = ada.getByRole('row').filter({ hasText: 'Crane inspection' });
    await row.waitFor();
    await picture(ada, 'german-content-manager');

    await shows(ada, 'Ergebnis ist Gewonnen');
    expect(await row.getByRole('gridcell').allInnerTexts()).toEqual(
      expect.arrayContaining(['Geschlossen', 'Gewonnen']),
    );
    const headers = ada.getByRole('row').first().getByRole('gridcell');
    expect(await headers.allInnerTexts()).toEqual(
      expect.arrayContaining(['STATUS', 'ERGEBNIS', 'ZUSTÄNDIG']),
    );

    await visit(ada, `${LEADS}/create`);
    const kind = ada.getByRole('combobox', { name: 'Art der Person' });
    await kind.click();
    await ada.getByRole('option', { name: 'Empfehlung' }).click();
    expect(await kind.innerText()).toBe('Empfehlung');
    await ada.getByLabel('Titel').fill('Haus am Hafen');
    await ada.getByRole('button', { name: 'Speichern' }).click();
    await ada.getByRole('heading', { name: 'Haus am Hafen' }).waitFor();

    const saved = await app.strapi.db
      .query('plugin::crm.lead')
      .findOne({ where: { title: 'Haus am Hafen' } });
    expect(saved.individualType).toBe('referral');
  });
});
