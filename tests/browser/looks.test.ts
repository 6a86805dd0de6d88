import type { Page } from 'playwright-core';
import { builders, type Made } from '../support/builders';
import {
  chooseAction,
  isFocused,
  openRecord,
  panelForTests,
  panelOf,
  picture,
  visit,
} from './support/panel';

jest.setTimeout(180_000);

const { app, panel } = panelForTests();
const a = builders(app);
let lead: Made;

beforeAll(async () => {
  lead = await a.lead({ title: 'Weber family, two-room flat' });
  const other = await a.lead({ title: 'Garden house' });
  const ben = await a.contact({ firstName: 'Ben', lastName: 'Weber' });
  const ana = await a.contact({ firstName: 'Ana', lastName: 'Weber' });
  await a.link(lead, ben, { primaryIndividual: true, relationship: 'self' });
  await a.link(lead, ana, { primaryContact: true, relationship: 'child' });
  await a.link(other, ana, { primaryIndividual: true });
});

const widerThanItsWindow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

describe('the panels and dialogs', () => {
  it('speak German to who chose German', async () => {
    const page = await panel.as('manager', { language: 'de' });
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Inaktiv setzen', 'de');
    await page.getByRole('dialog').getByText('Werden inaktiv').waitFor();
    await picture(page, 'german-dialog');
    const told = await page.getByRole('dialog').innerText();

    expect(told).toContain('Bleibt aktiv: aktiv auf dem Lead „Garden house“.');
    expect(await page.getByText('Statuscode').count()).toBeGreaterThan(0);
  });

  it('can be used in the dark', async () => {
    const page = await panel.as('sales', { theme: 'dark' });
    await openRecord(page, 'lead', lead.documentId);
    await picture(page, 'dark-form');

    await chooseAction(page, 'Set inactive');
    await page.getByRole('dialog').getByText('These become inactive').waitFor();
    await picture(page, 'dark-dialog');
    const ground = await page
      .getByRole('region', { name: 'What will happen' })
      .evaluate((element) => getComputedStyle(element).backgroundColor);

    // Dark, so that a light text can be read on it.
    expect(Math.max(...[...ground.matchAll(/\d+/g)].map(Number))).toBeLessThan(100);
  });

  it('fit a narrow window', async () => {
    const page = await panel.as('sue', { width: 420, height: 900 });
    await visit(
      page,
      `/admin/content-manager/collection-types/plugin::crm.lead/${lead.documentId}`,
    );
    await page.getByRole('heading', { name: 'Weber family, two-room flat' }).waitFor();
    await picture(page, 'narrow-form');
    await page
      .getByRole('button', { name: 'More actions', exact: true })
      .locator('visible=true')
      .click();
    await page.getByRole('menuitem', { name: 'Set inactive' }).click();
    await page.getByRole('dialog').getByText('These become inactive').waitFor();
    await picture(page, 'narrow-dialog');

    expect(await widerThanItsWindow(page)).toBe(false);
    const box = await page.getByRole('dialog').boundingBox();
    expect(box?.width).toBeLessThanOrEqual(420);
  });

  it('keep within reach of the keyboard', async () => {
    const page = await panel.as('marketeer');
    await openRecord(page, 'lead', lead.documentId);

    await panelOf(page, 'Lifecycle').getByRole('button', { name: 'Score' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('combobox', { name: 'Lead score' }).waitFor();
    const inside = await page.evaluate(
      () => document.querySelector('[role=dialog]')?.contains(document.activeElement) ?? false,
    );
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(inside).toBe(true);
  });

  it('give the focus back to the button that opened them, or to its menu', async () => {
    const page = await panel.as('marketeer');
    await openRecord(page, 'lead', lead.documentId);
    const lifecycle = panelOf(page, 'Lifecycle');
    const score = lifecycle.getByRole('button', { name: 'Score' });
    const more = lifecycle.getByRole('button', { name: 'Other actions' });
    const leave = async () => {
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };

    await score.focus();
    await page.keyboard.press('Enter');
    await leave();
    const afterButton = await isFocused(score);
    await more.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Enter');
    await leave();

    expect(afterButton).toBe(true);
    expect(await isFocused(more)).toBe(true);
  });
});
