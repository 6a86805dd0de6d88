import type { Page } from 'playwright-core';
import { panelForTests, picture, textsOf, visit } from './support/panel';

/* What an administrator does by hand on the pages of the settings, and what must not get lost on the way. */

jest.setTimeout(240_000);

const { app, panel } = panelForTests({ demo: true });
let page: Page;

beforeAll(async () => {
  page = await panel.as('ada');
});

const open = (path: string) => visit(page, `/admin/settings/crm/${path}`);
const dialog = () => page.getByRole('dialog');
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const said = (sentence: string) => page.getByText(sentence).first().waitFor();
const save = () => dialog().getByRole('button', { name: 'Save' });
const rowsOf = (record: string) => app.strapi.db.query(`plugin::crm.${record}` as never);
const kept = (record: string, where: object, populate: object = {}): Promise<any> =>
  rowsOf(record).findOne({ where, populate });

describe('E15: the steps of a process', () => {
  const titles = () =>
    page
      .getByRole('textbox', { name: 'Title of the task' })
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const labels = () =>
    page
      .getByRole('textbox', { name: 'Label' })
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));

  it('E15: fields are dragged within their step, and steps stay where they are', async () => {
    await open('processes');
    await press('Copy');
    await said('Qualification is copied.');
    await press('Add step');
    await press('Add step');
    const steps = await titles();
    const fields = await labels();
    const field = (at: number) => page.getByRole('button', { name: `Move ${fields[at]}` }).first();

    await field(0).dragTo(field(2));
    const within = await labels();
    await page
      .getByRole('button', { name: `Move ${within[0]}` })
      .first()
      .dragTo(page.getByRole('button', { name: `Move ${steps[2]}` }));
    await picture(page, 'settings-steps-dragged');

    expect(within).toEqual([fields[1], fields[2], fields[0], ...fields.slice(3)]);
    expect(await labels()).toEqual(within);
    expect(await titles()).toEqual(steps);
  });
});

describe('R31: a dropdown value', () => {
  it('A9: is not given the label of another one, which is said at the field', async () => {
    await open('dropdowns');
    await press('Edit Cold');
    await dialog().getByLabel('Label').fill(' hot ');
    await dialog().getByText('Hot is in this list already. Choose another label.').waitFor();
    await picture(page, 'settings-dropdown-renamed');
    const maySave = await save().isEnabled();
    await dialog().getByLabel('Label').fill('COLD ');
    await save().click();
    await said('COLD is saved.');

    expect(maySave).toBe(false);
    expect(await kept('dropdown-value', { key: 'cold' })).toMatchObject({ label: 'COLD' });
  });
});

describe('X33: two people in the settings', () => {
  const OVERTAKEN = /Somebody else has saved this after you had opened it/;
  const choose = async (on: Page, box: string, option: string): Promise<void> => {
    await on.getByRole('combobox', { name: box, exact: true }).last().click();
    await on.getByRole('option', { name: option }).first().click();
  };
  const saveOn = (on: Page) => on.getByRole('button', { name: 'Save', exact: true }).click();
  const saidOn = (on: Page, sentence: string | RegExp) => on.getByText(sentence).first().waitFor();
  let other: Page;

  beforeAll(async () => {
    other = await panel.as('ada');
  });

  const openBoth = (path: string) =>
    Promise.all([page, other].map((one) => visit(one, `/admin/settings/crm/${path}`)));

  it('R13 X33: a role keeps what the other one gave it, and what was chosen is not lost', async () => {
    await openBoth('roles');
    await choose(page, 'CRM Marketeer: Reopen', 'Any lead');
    await choose(other, 'CRM Marketeer: Set inactive', 'No');
    await saveOn(other);
    await saidOn(other, 'CRM Marketeer is saved.');

    await saveOn(page);
    await saidOn(page, OVERTAKEN);
    await picture(page, 'settings-overtaken');
    const refused = await kept('role', { key: 'crm_marketeer' });
    await saveOn(page);
    await saidOn(page, 'CRM Marketeer is saved.');
    const { grants } = await kept('role', { key: 'crm_marketeer' });

    expect(refused.grants).toMatchObject({ reopen: 'own' });
    expect(grants).toMatchObject({ reopen: 'any' });
    expect(grants).not.toHaveProperty('deactivate');
  });

  it('L20 X33: the closing rules are changed one by one', async () => {
    await openBoth('rules');
    await choose(page, 'CRM Sales must also fill in', 'Notes');
    await page.keyboard.press('Escape');
    await choose(other, 'Who may close as lost', 'Everyone on the team');
    await choose(other, 'CRM Manager must also fill in', 'Notes');
    await other.keyboard.press('Escape');
    await saveOn(other);
    await saidOn(other, 'The rules are saved.');
    await saveOn(page);
    await saidOn(page, 'The rules are saved.');

    const authorization = `Bearer ${await panel.tokenOf('ada')}`;
    const reply = await page.request.get('/crm/settings', { headers: { authorization } });
    const { data } = await reply.json();

    expect(data.closeLost).toEqual({
      policy: 'allow',
      required: { crm_sales: ['notes'], crm_manager: ['notes'] },
    });
  });

  it('X33: a member in a dialog is not saved over what the other one saved', async () => {
    await openBoth('team');
    for (const one of [page, other]) {
      await one.getByRole('button', { name: /^Edit Mia / }).click();
    }
    await page.getByLabel('Office').fill('Berlin');
    await other.getByLabel('Name').fill('Mia Müller');
    await saveOn(other);
    await saidOn(other, 'Mia Müller is saved.');

    await saveOn(page);
    await dialog().getByText(OVERTAKEN).waitFor();
    await dialog().getByText('Mia Müller').first().waitFor();
    await picture(page, 'settings-overtaken-dialog');
    const shown = [
      await page.getByLabel('Name').inputValue(),
      await page.getByLabel('Office').inputValue(),
    ];
    await saveOn(page);
    await saidOn(page, 'Mia Müller is saved.');

    expect(shown).toEqual(['Mia Müller', 'Berlin']);
    expect(await kept('member', { email: 'mia@crm.example' })).toMatchObject({
      name: 'Mia Müller',
      office: 'Berlin',
    });
  });

  it('R18 X33: a pipeline keeps both changes, and its name what was typed', async () => {
    await openBoth('pipelines');
    await page.getByRole('textbox', { name: 'Name' }).fill('Selling');
    await other.getByRole('checkbox', { name: 'Allow reopening' }).click({ force: true });
    await saveOn(other);
    await saidOn(other, 'Sales is saved.');

    await saveOn(page);
    await saidOn(page, OVERTAKEN);
    const typed = await page.getByRole('textbox', { name: 'Name' }).inputValue();
    await saveOn(page);
    await saidOn(page, 'Selling is saved.');

    expect(typed).toBe('Selling');
    expect(await kept('pipeline', { key: 'sales' })).toMatchObject({
      name: 'Selling',
      allowReopen: true,
    });
  });
});

describe('X33: two people at the steps of a process', () => {
  it('E15 X33: nobody takes back what the other one saved without having chosen so', async () => {
    const other = await panel.as('ada');
    const title = (on: Page) => on.getByRole('textbox', { name: 'Title of the task' }).first();
    const saveOn = (on: Page) => on.getByRole('button', { name: 'Save', exact: true }).click();
    await open('processes');
    await press('Copy');
    await said('Qualification is copied.');
    await title(page).waitFor();
    await other.goto(page.url());
    await title(other).fill('Theirs');
    await title(page).fill('Mine');
    await saveOn(other);
    await other
      .getByText(/ is saved\./)
      .first()
      .waitFor();

    await saveOn(page);
    await page.getByText(/^Somebody else has changed the steps meanwhile: Theirs\./).waitFor();
    await picture(page, 'settings-steps-overtaken');
    const maySave = await page.getByRole('button', { name: 'Save', exact: true }).isEnabled();
    const typed = await title(page).inputValue();
    const documentId = new URL(page.url()).searchParams.get('process');
    const before = await kept('qualification-process', { documentId });
    await press('Show theirs, drop mine');
    const theirs = await title(page).inputValue();
    await title(page).fill('Both');
    await saveOn(page);
    await page.getByText('Version 3').waitFor();

    expect([maySave, typed, theirs]).toEqual([false, 'Mine', 'Theirs']);
    expect(before.steps[0].title).toBe('Theirs');
    expect((await kept('qualification-process', { documentId })).steps[0].title).toBe('Both');
  });
});

describe('what is typed in the settings', () => {
  const name = () => dialog().getByRole('textbox', { name: 'Name' });
  const cancel = () => dialog().getByRole('button', { name: 'Cancel' }).click();

  it('E18: a pipeline in other letters gets a key, and one without a name is told so', async () => {
    await open('pipelines');
    await press('Add pipeline');
    await name().fill('Inbound');
    await dialog().getByText('Inbound is there already. Choose another name.').waitFor();
    const mayTwice = await save().isEnabled();
    await name().fill('  ');
    await dialog().getByText('Give it a name.').waitFor();
    await name().fill(' Продажи ');
    await save().click();
    await said('Продажи is saved.');
    await dialog().waitFor({ state: 'detached' });

    expect(mayTwice).toBe(false);
    expect(await kept('pipeline', { name: 'Продажи' })).toMatchObject({ key: 'pipeline' });
  });

  it('E18: a pipeline and a stage are not renamed to another one', async () => {
    await open('pipelines');
    await page.getByRole('tab', { name: /^Inbound/ }).click();
    await page.getByRole('tab', { name: /^Inbound/, selected: true }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('продажи');
    await page.getByText('Продажи is there already. Choose another name.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await page.getByText('Give it a name.').waitFor();
    await picture(page, 'settings-pipeline-no-name');
    const maySave = await page.getByRole('button', { name: 'Save', exact: true }).isEnabled();
    await page.getByRole('textbox', { name: 'Name' }).fill('Inbound');
    await press('Edit Processing');
    await name().fill('new ');
    await dialog().getByText('New is there already. Choose another name.').waitFor();
    const mayStage = await save().isEnabled();
    await cancel();

    expect([maySave, mayStage]).toEqual([false, false]);
  });

  it('X60: a pipeline that holds leads is told what to do with them', async () => {
    await press('Delete');
    const asked = page.getByRole('alertdialog');
    await asked.getByRole('button', { name: 'Delete', exact: true }).click();
    await asked.getByText(/Move all of it to another pipeline first/).waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await asked.waitFor({ state: 'detached' });
  });

  it('R13: a role says at its key that it is taken', async () => {
    await open('roles');
    await press('Add role');
    await name().fill('CRM Sales');
    await dialog().getByText('Another one has this key already. Choose another key.').waitFor();
    await picture(page, 'settings-role-taken');
    await name().fill('Продажи');
    await save().click();
    await said('Продажи is saved.');
    await dialog().waitFor({ state: 'detached' });

    expect(await kept('role', { name: 'Продажи' })).toMatchObject({ key: 'role' });
  });

  it('R13: what is too long is said at its field, and logins of others are not offered', async () => {
    const german = await panel.as('ada', { language: 'de' });
    await visit(german, '/admin/settings/crm/team');
    await german.getByRole('button', { name: 'Mitglied hinzufügen' }).click();
    const form = german.getByRole('dialog');
    await form.getByLabel('Name').fill(`  ${'x'.repeat(300)}`);
    await form.getByLabel('E-Mail').fill('nora@crm.example');
    await form.getByRole('button', { name: 'Speichern' }).click();
    await form.getByText('Schreiben Sie höchstens 190 Zeichen.').waitFor();
    await form
      .getByText('Jede Anmeldung von Strapi gehört schon einem Mitglied.')
      .first()
      .waitFor();
    await picture(german, 'settings-too-long');
    const told = await form.innerText();
    await form.getByRole('button', { name: 'Abbrechen' }).click();
    const { id } = await app.strapi.service('admin::user').create({
      email: 'nora@crm.example',
      firstname: 'Nora',
      isActive: true,
      registrationToken: null,
      roles: [],
    });
    await german.getByRole('button', { name: 'Mitglied hinzufügen' }).click();
    await form.getByRole('combobox', { name: 'Verwaltung' }).click();
    const offered = await textsOf(german.getByRole('option'));
    await german.keyboard.press('Escape');
    await app.strapi.service('admin::user').deleteById(id);

    expect(offered).toEqual(['nora@crm.example']);
    expect(told).not.toMatch(/must be/);
  });

  it('X32: who sets themselves inactive is warned first', async () => {
    await open('team');
    await press('Edit Ada Admin');
    await dialog().getByRole('checkbox', { name: 'Active' }).click({ force: true });
    await dialog()
      .getByText(/you are locked out of the CRM/)
      .waitFor();
    await picture(page, 'settings-locked-out');
    await cancel();
  });

  it('E15: a step that asks for nothing is named', async () => {
    await open('processes');
    await press('Copy');
    await said('Qualification is copied.');
    await press('Add step');
    await press('Save');
    await said('Step 2: A step asks for something: add a field.');
    await picture(page, 'settings-step-asks');
    await page.getByRole('button', { name: 'Delete Step 2' }).click();
  });
});

describe('what is clicked twice in the settings', () => {
  it('E15 X20: is done once', async () => {
    const copies = () => rowsOf('qualification-process').count({ where: { builtIn: false } });
    const before = await copies();
    await open('processes');
    await page.getByRole('button', { name: 'Copy', exact: true }).dblclick();
    await said('Qualification is copied.');
    await open('dropdowns');
    const retiring: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT') retiring.push(request.url());
    });
    await page.getByRole('button', { name: 'Retire Warm' }).dblclick();
    await said('Warm is retired.');
    await page.getByRole('button', { name: 'Bring Warm back' }).click();
    await said('Warm is offered again.');

    expect(await copies()).toBe(before + 1);
    expect(retiring).toHaveLength(2);
  });
});

describe('the keyboard in the settings', () => {
  it('R31: stays in the list whose value was deleted, of which nothing is asked any more', async () => {
    await open('dropdowns');
    const missed: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 404) missed.push(response.url());
    });
    await press('Add value');
    await dialog().getByLabel('Label').fill('Short-lived');
    await page.getByRole('combobox', { name: 'Master type' }).last().click();
    await page.getByRole('option', { name: 'Warm' }).click();
    await save().click();
    await said('Short-lived is saved.');
    await page.getByRole('button', { name: 'Delete Short-lived' }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Delete', exact: true })
      .focus();
    await page.keyboard.press('Enter');
    await said('Short-lived is deleted.');
    await page.getByRole('button', { name: 'Edit Short-lived' }).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.tagName === 'OL');

    expect(missed).toEqual([]);
  });
});
