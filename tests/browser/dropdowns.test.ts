import type { Page } from 'playwright-core';
import { builders } from '../support/builders';
import { openRecord, panelForTests, panelOf, picture, visit } from './support/panel';

jest.setTimeout(180_000);

const { app, panel } = panelForTests();
const a = builders(app);
let editor: Page;

const VALUES = '/admin/content-manager/collection-types/plugin::crm.dropdown-value';

beforeAll(async () => {
  editor = await panel.as('editor');
});

/** Picks a record in a relation field of the form, as a person does: types, and chooses. */
async function pick(page: Page, field: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: new RegExp(field, 'i') });
  await box.click();
  await box.fill(name);
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click();
}

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();

describe('a content editor', () => {
  it('R31 A13: adds a value to a dropdown, and retires it', async () => {
    await visit(editor, `${VALUES}/create`);
    await editor.getByLabel(/^Label/).fill('On hold');
    await pick(editor, 'Dropdown type', 'Lead score');
    await pick(editor, 'Master type', 'Lead score: Cold');
    await picture(editor, 'value-create');
    await save(editor);
    await panelOf(editor, 'Usage').waitFor();
    const added = await a.value('lead-score', 'on-hold');

    await openRecord(editor, 'dropdown-value', added.documentId);
    await editor.getByRole('checkbox', { name: 'Active' }).click();
    await save(editor);
    await editor.getByText('Saved document').waitFor();

    expect(await a.read('dropdown-value', added)).toMatchObject({ active: false });
  });

  it('R31: gets a clear sentence for a master type of another dropdown', async () => {
    await visit(editor, `${VALUES}/create`);
    await editor.getByLabel(/^Label/).fill('Too far away');
    await pick(editor, 'Dropdown type', 'Lead score');
    await pick(editor, 'Master type', 'Lost reason: Price');
    await save(editor);

    const said = /"Price" does not belong here.*of type "Lead score"/;
    const atField = editor.locator('[data-strapi-field-error]').filter({ hasText: said });
    await atField.waitFor();
    await picture(editor, 'value-wrong-type');

    expect(await editor.getByLabel(/^Label/).inputValue()).toBe('Too far away');
  });

  it('X19: is told how many leads were scored otherwise, and that nothing happened to them', async () => {
    const warm = await a.value('lead-score', 'warm');
    const lead = await a.lead({ leadScore: warm.documentId });
    await openRecord(editor, 'dropdown-value', warm.documentId);

    await pick(editor, 'Master type', 'Lost lead');
    await save(editor);
    await panelOf(editor, 'Usage')
      .getByText(/1 lead was scored with this value/)
      .waitFor();
    await picture(editor, 'value-remapped');

    expect(await a.isActive('lead', lead)).toBe(true);
    expect(await panelOf(editor, 'Usage').getByRole('button').count()).toBe(0);
  });
});

describe('a manager', () => {
  it('X19: has the leads of a re-mapped value scored again, after seeing the numbers', async () => {
    const hot = await a.value('lead-score', 'hot');
    const lead = await a.lead({ leadScore: hot.documentId });
    const lost = await app.strapi.db
      .query('plugin::crm.master-type')
      .findOne({ where: { key: 'lost-lead', dropdownType: { key: 'lead-score' } } });
    await app.inPanel.editor.put(
      `/content-manager/collection-types/plugin::crm.dropdown-value/${hot.documentId}`,
      { masterType: { connect: [{ documentId: lost.documentId }] } },
    );
    const manager = await panel.as('manager');
    await openRecord(manager, 'dropdown-value', hot.documentId);

    await panelOf(manager, 'Usage')
      .getByRole('button', { name: 'Score these leads again' })
      .click();
    const dialog = manager.getByRole('dialog');
    await dialog.getByText("1 lead will be scored again with today's master type.").waitFor();
    await picture(manager, 'value-apply');
    expect(await a.isActive('lead', lead)).toBe(true);
    await dialog.getByRole('button', { name: 'Score again' }).click();
    await dialog.getByText('1 lead was scored again.').waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

    expect(await a.isActive('lead', lead)).toBe(false);
  });
});
