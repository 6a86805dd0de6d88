import type { Page } from 'playwright-core';
import { builders, type Made } from '../support/builders';
import {
  chooseAction,
  openRecord,
  otherActions,
  panelForTests,
  panelOf,
  picture,
} from './support/panel';

jest.setTimeout(240_000);

const { app, panel } = panelForTests();
const a = builders(app);
let manager: Page;

beforeAll(async () => {
  manager = await panel.as('manager');
});

const said = (page: Page, sentence: string) =>
  page.getByText(sentence, { exact: true }).first().waitFor();

interface Pair {
  readonly winner: Made;
  readonly other: Made;
  readonly link: Made;
}

let pairs = 0;

/** Two contacts that are one person, as the number says; the other is on a lead, and wants no contact. */
async function pair(): Promise<Pair> {
  pairs += 1;
  const phone = `+43 660 77${1000 + pairs}`;
  const winner = await a.contact({ lastName: `Stayer${pairs}`, phone });
  const other = await a.contact({
    lastName: `Goner${pairs}`,
    phone,
    doNotContact: true,
    email: `goner-${pairs}@x.example`,
  });
  const lead = await a.lead({ title: `Flat ${pairs}` });
  const link = await a.link(lead, other, { primaryIndividual: true });
  const of = { contact: other.documentId };
  await a.create('task', { title: 'Send the papers', lead: lead.documentId, ...of });
  await a.create('contact-group', { name: `Newsletter ${pairs}`, contacts: [other.documentId] });
  return { winner, other, link };
}

const onLink = async ({ link }: Pair): Promise<number> =>
  (await a.read('lead-contact', link)).contactKey;

describe('two contacts that are one person', () => {
  it('X70: are merged from the form of the one that stays, and taken apart from its history', async () => {
    const page = manager;
    const two = await pair();
    const dialog = page.getByRole('dialog');
    await openRecord(page, 'contact', two.winner.documentId);

    await chooseAction(page, 'Merge another contact');
    const field = dialog.getByRole('combobox', { name: 'Contact to merge into this one' });
    await field.pressSequentially(`goner${pairs}`);
    const option = page.getByRole('option', { name: new RegExp(`Ana Goner${pairs}`) });
    await option.waitFor();
    await picture(page, 'contacts-merge-search');
    await option.click();
    await dialog.getByText('Links to leads').waitFor();
    await dialog.getByText(`Flat ${pairs}`).waitFor();
    await dialog.getByText('Send the papers').waitFor();
    await dialog.getByText(`Newsletter ${pairs}`).waitFor();
    await dialog.getByText('Do not contact').waitFor();
    await picture(page, 'contacts-merge');
    expect(await onLink(two)).toBe(two.other.id);
    await dialog.getByRole('button', { name: 'Merge another contact', exact: true }).click();
    await said(page, 'The two contacts are one now.');
    expect(await onLink(two)).toBe(two.winner.id);

    await openRecord(page, 'contact', two.other.documentId);
    await panelOf(page, 'Lifecycle')
      .getByRole('link', { name: `Ana Stayer${pairs}` })
      .waitFor();
    await picture(page, 'contacts-merged');

    await openRecord(page, 'contact', two.winner.documentId);
    const history = panelOf(page, 'History');
    await history.getByText('merged two contacts into one').waitFor();
    await history.getByRole('button', { name: 'Undo' }).first().click();
    await dialog.getByText(`Flat ${pairs}`).waitFor();
    await picture(page, 'contacts-merge-undo');
    await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await onLink(two)).toBe(two.other.id);
    expect(await a.isActive('contact', two.other)).toBe(true);
  });

  it('A17 X70: are seen to look alike, and merged from there', async () => {
    const page = manager;
    const two = await pair();
    const dialog = page.getByRole('dialog');
    await openRecord(page, 'contact', two.winner.documentId);

    const alike = panelOf(page, 'Looks like');
    await alike.getByRole('link', { name: `Ana Goner${pairs}` }).waitFor();
    await alike.getByText('the same phone number').waitFor();
    await picture(page, 'contacts-look-alikes');
    await alike.getByRole('button', { name: `Merge Ana Goner${pairs} into this contact` }).click();
    await dialog.getByText(`Flat ${pairs}`).waitFor();
    await dialog.getByRole('button', { name: 'Merge another contact', exact: true }).click();
    await said(page, 'The two contacts are one now.');

    await alike.waitFor({ state: 'detached' });
    expect(await onLink(two)).toBe(two.winner.id);
  });

  it('X70 R13: who may not merge or erase sees it greyed, and who could', async () => {
    const { winner } = await pair();
    const page = await panel.as('sales');
    await openRecord(page, 'contact', winner.documentId);

    expect(await panelOf(page, 'Looks like').getByRole('button').count()).toBe(0);
    const items = await otherActions(page);
    const greyed = await items
      .and(page.locator('[aria-disabled]'))
      .evaluateAll((all) => all.map((item) => item.getAttribute('aria-label') ?? ''));

    await picture(page, 'contacts-sales');
    for (const name of ['Merge another contact', 'Erase for good']) {
      expect(greyed).toContainEqual(expect.stringMatching(new RegExp(`^${name}: .*CRM Admin`)));
    }
  });

  it('X70: in German as well', async () => {
    const { winner } = await pair();
    const page = await panel.as('manager', { language: 'de' });
    await openRecord(page, 'contact', winner.documentId);

    await panelOf(page, 'Sieht aus wie').getByText('dieselbe Telefonnummer').waitFor();
    await chooseAction(page, 'Mit anderem Kontakt zusammenführen', 'de');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Kontakt, der in diesem aufgeht' }).waitFor();
    await picture(page, 'contacts-merge-de');
  });
});

describe('a person who is to be forgotten', () => {
  it('R29: is erased after a warning, with what goes, for good', async () => {
    const page = await panel.as('admin');
    const { winner } = await pair();
    const dialog = page.getByRole('dialog');
    await openRecord(page, 'contact', winner.documentId);

    await chooseAction(page, 'Erase for good');
    await dialog.getByText(/nobody can bring this back/).waitFor();
    await dialog.getByText('This contact', { exact: true }).waitFor();
    await picture(page, 'contacts-erase');
    expect((await a.read('contact', winner)).erasedAt).toBeNull();
    await dialog.getByRole('button', { name: 'Erase for good', exact: true }).click();
    await said(page, 'The person has been erased.');

    expect(await a.read('contact', winner)).toMatchObject({ lastName: 'Erased contact' });
    const history = panelOf(page, 'History');
    await history.getByText('erased the person').waitFor();
    await panelOf(page, 'Looks like').waitFor({ state: 'detached' });
    await picture(page, 'contacts-erased');
    // For good: the line of history has no way back.
    const line = history.getByRole('listitem').filter({ hasText: 'erased the person' });
    expect(await line.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });
});

describe('a contact who becomes inactive', () => {
  it('X23: the work that stays with them can be opened, to be given to somebody else', async () => {
    const page = manager;
    const { other } = await pair();
    const dialog = page.getByRole('dialog');
    await openRecord(page, 'contact', other.documentId);

    await chooseAction(page, 'Set inactive');
    await dialog.getByText('Send the papers').waitFor();
    await picture(page, 'contacts-open-work');
    await dialog.getByRole('link', { name: 'Open it to give it to somebody else' }).click();

    await page.waitForURL(/plugin::crm\.task\//);
    await page.getByRole('heading', { name: 'Send the papers' }).first().waitFor();
  });
});

describe('the form of a contact', () => {
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
  async function saved(page: Page): Promise<void> {
    await save(page).click();
    await page.getByText('Saved document').waitFor();
    await page.getByText('Saved document').waitFor({ state: 'hidden' });
  }

  it('X33: is not saved over what somebody else has saved meanwhile, and loses nothing', async () => {
    const page = manager;
    const person = await a.contact({ lastName: 'Shared' });
    await openRecord(page, 'contact', person.documentId);
    const phone = page.getByLabel('Phone', { exact: true });
    await phone.fill('+43 1 2345');
    await app.as.sales.put(`/api/crm/contacts/${person.documentId}`, {
      data: { firstName: 'Anna' },
    });

    await save(page).click();
    await page.getByText('Somebody changed this after you had opened it.').waitFor();

    expect(await a.read('contact', person)).toMatchObject({ firstName: 'Anna', phone: null });
    await panelOf(page, 'Not saved').getByText('+43 1 2345').waitFor();
    await picture(page, 'contacts-changed-meanwhile');
    await page.getByRole('button', { name: 'Put it back into the form' }).click();
    expect(await phone.inputValue()).toBe('+43 1 2345');
    expect(await page.getByLabel('First name', { exact: true }).inputValue()).toBe('Anna');
    await saved(page);
    await panelOf(page, 'Not saved').waitFor({ state: 'detached' });
    // And at once again: what it knows of the record now is what it has just saved.
    await phone.fill('+43 1 6789');
    await saved(page);
    expect(await a.read('contact', person)).toMatchObject({
      firstName: 'Anna',
      phone: '+43 1 6789',
    });
  });

  it('says in the language of the reader whose the e-mail address is', async () => {
    await a.contact({ lastName: 'Holder', email: 'held@x.example' });
    const person = await a.contact({ lastName: 'Second' });
    const german = await panel.as('manager', { language: 'de' });
    await openRecord(german, 'contact', person.documentId);

    await german.getByLabel('E-Mail', { exact: true }).fill('held@x.example');
    await german.getByRole('button', { name: 'Speichern', exact: true }).click();

    await german.getByText('Diese E-Mail-Adresse ist schon vergeben: Sie gehört').waitFor();
  });
});
