import type { Page } from 'playwright-core';
import { deedsOf, forgedBy } from './support/forged';
import { openRecord, panelForTests, picture, visit } from './support/panel';

jest.setTimeout(240_000);

const { app, panel } = panelForTests({ demo: true });
let page: Page;
let deeds: ReturnType<typeof deedsOf>;
let editor: Page;

/** What Strapi will take no longer. */
const deprecated: string[] = [];

beforeAll(async () => {
  page = await panel.as('ada');
  page.on('console', (message) => {
    if (message.text().includes('[deprecated]')) deprecated.push(message.text());
  });
  editor = await panel.as('eve');
  deeds = deedsOf(page, editor);
});

const open = (path: string) => visit(page, `/admin/settings/crm/${path}`);
const dialog = () => page.getByRole('dialog');
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const save = () => dialog().getByRole('button', { name: 'Save' }).click();
const said = (sentence: string) => page.getByText(sentence).first().waitFor();
const kept = (record: string, where: object, populate: object = {}): Promise<any> =>
  app.strapi.db.query(`plugin::crm.${record}` as never).findOne({ where, populate });

async function choose(field: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).last().click();
  await page.getByRole('option', { name: option }).first().click();
}

describe('an administrator who keeps the CRM', () => {
  it('has pages that Strapi loads without a warning', async () => {
    await open('team');
    await page.getByRole('button', { name: 'Add member' }).waitFor();

    expect(deprecated).toEqual([]);
  });

  it('chooses a way of working to begin with, and sees first which rules that changes', async () => {
    await open('presets');
    await press('Choose Like SimpleOne');
    const asked = page.getByRole('alertdialog');
    await asked.getByText('Closing as lost: Managers only').waitFor();
    const changes = await asked.innerText();
    await picture(page, 'settings-preset');
    await asked.getByRole('button', { name: 'Choose', exact: true }).click();
    await said('Like SimpleOne is in force.');
    await asked.waitFor({ state: 'detached' });
    const sales = await kept('pipeline', { key: 'sales' });
    const offered = await page.getByRole('button', { name: 'Choose Like SimpleOne' }).count();

    await press('Choose Everything');
    await asked.getByRole('button', { name: 'Choose', exact: true }).click();
    await said('Everything is in force.');
    await asked.waitFor({ state: 'detached' });

    expect(changes).toContain('Sales, next stage only: Yes');
    expect(sales).toMatchObject({ nextOnly: true, forwardOnly: true, allowReopen: false });
    expect(offered).toBe(0);
    expect(await kept('pipeline', { key: 'sales' })).toMatchObject({ nextOnly: false });
  });

  it('gives a member a role, and a manager', async () => {
    await open('team');
    await press('Edit Mia Marketeer');
    await choose('Roles', 'CRM Sales');
    await page.keyboard.press('Escape');
    await choose('Manager', 'Max Manager');
    await picture(page, 'settings-member');
    await save();
    await said('Mia Marketeer is saved.');
    await dialog().waitFor({ state: 'detached' });
    await picture(page, 'settings-team');

    expect(await kept('member', { email: 'mia@crm.example' }, ['roles', 'manager'])).toMatchObject({
      roles: [{ key: 'crm_sales' }],
      manager: { name: 'Max Manager' },
    });
  });

  it('is told at the field what is wrong with the address of a new member', async () => {
    await open('team');
    await press('Add member');
    await dialog().getByLabel('Name').fill('Nora New');
    await dialog().getByLabel('E-mail').fill('notanemail');
    await save();
    await dialog().getByText('This is no e-mail address.').waitFor();
    await picture(page, 'settings-no-address');
    await dialog().getByLabel('E-mail').fill('sue@crm.example');
    await save();
    await dialog().getByText('This e-mail address is taken already. Choose another one.').waitFor();
    await picture(page, 'settings-address-taken');
    const sentences = await dialog().innerText();
    await dialog().getByRole('button', { name: 'Cancel' }).click();

    expect(sentences).not.toContain('inactive contacts');
    expect(await kept('member', { name: 'Nora New' })).toBeNull();
  });

  it('X32 L29: is told what stays behind when a member leaves', async () => {
    await press('Edit Sam Sales');
    await dialog().getByRole('checkbox', { name: 'Active' }).click({ force: true });
    await dialog()
      .getByText(/Sam Sales owns \d+ open leads/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();

    expect(await kept('member', { email: 'sam@crm.example' })).toMatchObject({ active: true });
  });

  it('X32: finds the leads of who has left, told apart in the list, on the board and beside the form', async () => {
    const mia = await kept('member', { email: 'mia@crm.example' });
    await press('Edit Mia Marketeer');
    await dialog().getByRole('checkbox', { name: 'Active' }).click({ force: true });
    await dialog()
      .getByText(/owns \d+ open leads/)
      .waitFor();
    await save();
    await said('Mia Marketeer is saved.');
    await press('Edit Mia Marketeer');
    await dialog().getByRole('link', { name: 'Show these leads' }).click();
    await page.getByText('Mia Marketeer (inactive)').first().waitFor();
    await picture(page, 'leads-of-who-has-left');
    const owners = await page.locator('tbody tr').allInnerTexts();
    await visit(page, '/admin/plugins/crm/board');
    await page.getByText('Mia Marketeer (inactive)').first().waitFor();
    const lead = await kept('lead', { title: 'Stone saw with maintenance' });
    await openRecord(page, 'lead', lead.documentId);
    await page.getByText('Mia Marketeer (inactive)').waitFor();
    await app.strapi.db
      .query('plugin::crm.member')
      .update({ where: { id: mia.id }, data: { active: true } });

    expect(owners.length).toBeGreaterThan(0);
    for (const owner of owners) expect(owner).toContain('Mia Marketeer (inactive)');
  });

  it('R13: changes what a role may do', async () => {
    await open('roles');
    await choose('CRM Marketeer: Assign a new lead', 'Any lead');
    await picture(page, 'settings-roles');
    await press('Save');
    await said('CRM Marketeer is saved.');

    expect((await kept('role', { key: 'crm_marketeer' })).grants).toMatchObject({
      assign: 'any',
      reassign: 'own',
    });
  });

  it('E18: adds a stage and carries it to its place by the keyboard', async () => {
    await open('pipelines');
    await press('Add stage');
    await dialog().getByLabel('Name').fill('Offer sent');
    await save();
    await said('Offer sent is saved.');
    const handle = page.getByRole('button', { name: 'Move Offer sent' });
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await said('The new order is saved.');
    await picture(page, 'settings-pipelines');

    const places = () =>
      Promise.all([
        kept('stage', { name: 'Offer sent' }),
        kept('stage', { name: 'Won', state: 'won', pipeline: { key: 'sales' } }),
      ]);
    const [offer, won] = await places();
    expect(offer.position).toBeLessThan(won.position);
    // Taken back as on the board: by escape, as long as the handle keeps the focus.
    await handle.blur();
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.getByText(/^Offer sent is number \d+ of \d+ now/).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.getByText(/^Offer sent is back where it was/).waitFor({ state: 'attached' });
    // The order from before is written after the one that it takes back.
    const isBack = async () => {
      const [back, last] = await places();
      return back.position === offer.position && last.position === won.position;
    };
    while (!(await isBack())) await page.waitForTimeout(100);
    // Leads begin in the first: nothing takes its place, and it has no handle.
    expect(await page.getByRole('button', { name: 'Move New' }).count()).toBe(0);
  });

  it('R18: says how opportunities move, as well', async () => {
    await page.getByRole('tab', { name: /opportunities/ }).click();
    await page.getByText('How opportunities move').waitFor();
    await page.getByRole('checkbox', { name: 'Next stage only' }).click({ force: true });
    await picture(page, 'settings-pipelines-opportunities');
    await press('Save');
    const { name } = await kept('pipeline', { kind: 'opportunity' });
    await said(`${name} is saved.`);
    await page.getByRole('tab', { name: 'Sales (leads)' }).click();

    expect(await kept('pipeline', { kind: 'opportunity' })).toMatchObject({
      forwardOnly: true,
      nextOnly: true,
    });
  });

  it('X60: empties a stage that is in use into another one before it goes', async () => {
    await press('Delete Assigned');
    await dialog()
      .getByText(/Assigned holds \d+ leads and no opportunities/)
      .waitFor();
    const promised = await dialog().innerText();
    await choose('Move what is in it to', /Processing/);
    await dialog()
      .getByText(/\d+ leads and 0 opportunities go to Processing/)
      .waitFor();
    await picture(page, 'settings-remap');
    await dialog().getByRole('button', { name: 'Move and delete' }).click();
    await said('Assigned is deleted.');

    expect(promised).not.toContain('for good');
    expect(await kept('stage', { name: 'Assigned' })).toBeNull();
    expect(await kept('lead', { title: 'Fleet tracking for Norvik' }, ['stage'])).toMatchObject({
      stage: { name: 'Processing' },
    });
  });

  it('X60: is told what to do where no other stage can take what is in one', async () => {
    await press('Delete Dropped');
    await dialog().getByText('Add one first, then delete Dropped.').waitFor();
    await picture(page, 'settings-no-target');
    const mayDelete = await dialog().getByRole('button', { name: 'Move and delete' }).isEnabled();
    await dialog().getByRole('button', { name: 'Cancel' }).click();

    expect(mayDelete).toBe(false);
  });

  it('E15: copies the built-in process, and asks for one thing more', async () => {
    await open('processes');
    await said('The built-in process cannot be changed.');
    await press('Copy');
    await said('Qualification is copied.');
    await press('Add field');
    await page.getByRole('textbox', { name: 'Label' }).last().fill('Budget in euro');
    await picture(page, 'settings-process');
    await press('Save');
    await said('Copy of Qualification is saved.');

    const { steps } = await kept('qualification-process', { name: 'Copy of Qualification' });
    expect(steps[0].fields.at(-1)).toEqual({
      key: 'budgetInEuro',
      label: 'Budget in euro',
      type: 'text',
      required: false,
    });
  });

  it('R15 L20: says who may close as lost, and what that takes', async () => {
    await open('rules');
    await choose('Who may close as lost', 'Everyone asks a manager');
    await choose('CRM Sales must also fill in', 'Notes');
    await page.keyboard.press('Escape');
    await picture(page, 'settings-rules');
    await press('Save');
    await said('The rules are saved.');

    await page.reload();
    await page.getByText('A request waits for the manager.').waitFor();
    const settings = await app.nobody.get('/api/crm/settings');
    expect(settings.status).toBe(403);
    expect(await page.getByText('Notes', { exact: true }).count()).toBe(1);
  });
});

describe('an administrator who leaves with changes', () => {
  const asked = () => page.getByRole('alertdialog');
  const team = () =>
    page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Team' }).click();

  it.each<[path: string, change: () => Promise<void>]>([
    ['rules', () => choose('Who may close as lost', 'Managers only')],
    ['roles', () => choose('CRM Marketeer: Assign a new lead', 'No')],
    ['pipelines', () => page.getByLabel('Name').fill('Selling')],
    [
      'processes',
      async () => {
        await press('Copy of Qualification');
        await press('Add step');
      },
    ],
  ])('is asked first, and loses nothing unless they say so: %s', async (path, change) => {
    await open(path);
    await change();
    await team();
    await asked().getByText('Leave without saving?').waitFor();
    await picture(page, `settings-leave-${path}`);
    await asked().getByRole('button', { name: 'Cancel' }).click();
    await asked().waitFor({ state: 'detached' });
    const stayed = new URL(page.url()).pathname;

    await team();
    await asked().getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('button', { name: 'Add member' }).waitFor();

    expect(stayed).toMatch(new RegExp(`/settings/crm/${path}$`));
  });

  it('is asked as well on the way to another one of the same page', async () => {
    await open('pipelines');
    await page.getByLabel('Name').fill('Selling');
    await page.getByRole('tab', { name: /^Inbound/ }).click();
    await asked().getByText('Leave without saving?').waitFor();
    await asked().getByRole('button', { name: 'Cancel' }).click();
    await asked().waitFor({ state: 'detached' });
    const typed = await page.getByLabel('Name').inputValue();

    await page.getByRole('tab', { name: /^Inbound/ }).click();
    await asked().getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('tab', { name: /^Inbound/, selected: true }).waitFor();
    const other = await page.getByLabel('Name').inputValue();
    await page.reload();
    await page.getByRole('tab', { name: /^Inbound/, selected: true }).waitFor();

    expect([typed, other]).toEqual(['Selling', 'Inbound']);
  });
});

describe('R31: an editor who keeps the dropdowns', () => {
  it('X19: is warned before a value that leads have comes to mean something else', async () => {
    page = editor;
    await open('dropdowns');
    await press('Edit Cold');
    await choose('Master type', /Lost lead/);
    await dialog()
      .getByText(/\d+ leads have Cold/)
      .waitFor();
    await picture(page, 'settings-dropdown-remap');
    await save();
    await said('Cold is saved.');
    // Scoring them again is for who works on leads.
    await page.getByText('Ask someone who works on leads to score them again.').waitFor();
    const offered = await page.getByRole('button', { name: /Score \d+ leads again/ }).count();

    expect(offered).toBe(0);
    // Nobody was closed by that.
    expect(await kept('lead', { title: 'Laboratories for two schools' })).toMatchObject({
      status: 'open',
    });
  });

  it('X20: retires a value and brings it back', async () => {
    await press('Retire Warm');
    await said('Warm is retired.');
    const retired = await kept('dropdown-value', { label: 'Warm' });
    await press('Bring Warm back');
    await said('Warm is offered again.');

    expect(retired.active).toBe(false);
  });

  it('A13: is told which value has a label already, and brings back a retired one', async () => {
    await press('Add value');
    await dialog().getByLabel('Label').fill('x'.repeat(300));
    await dialog().getByText('At most 190 characters.').waitFor();
    await dialog().getByLabel('Label').fill('hot');
    await dialog().getByText('Hot is in this list already. Choose another label.').waitFor();
    await picture(page, 'settings-dropdown-there');
    const maySave = await dialog().getByRole('button', { name: 'Save' }).isEnabled();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await press('Retire Warm');
    await said('Warm is retired.');

    await press('Add value');
    await dialog().getByLabel('Label').fill('Warm');
    await dialog().getByText('Warm is in this list already, but retired.').waitFor();
    await picture(page, 'settings-dropdown-retired');
    await dialog().getByRole('button', { name: 'Bring Warm back' }).click();
    await said('Warm is offered again.');
    await dialog().waitFor({ state: 'detached' });

    expect(maySave).toBe(false);
    expect(await kept('dropdown-value', { label: 'Warm' })).toMatchObject({ active: true });
  });

  it('adds a value, last in the list', async () => {
    await press('Add value');
    await dialog().getByLabel('Label').fill('Lukewarm');
    await choose('Master type', 'Warm');
    await save();
    await said('Lukewarm is saved.');
    await page.getByRole('button', { name: 'Delete Lukewarm' }).waitFor();
    await picture(page, 'settings-dropdowns');

    expect(await kept('dropdown-value', { label: 'Lukewarm' }, ['masterType'])).toMatchObject({
      active: true,
      masterType: { key: 'warm' },
    });
  });

  it('sees the dropdowns alone', async () => {
    const links = await page.getByRole('navigation', { name: 'Settings' }).innerText();

    expect(links).toContain('Dropdowns');
    expect(links).not.toContain('Closing rules');
    expect(links).not.toContain('Team');
  });

  it.each(['presets', 'team', 'roles', 'pipelines', 'processes', 'rules'])(
    'R13: reaches no other page by its address: %s',
    async (path) => {
      await visit(editor, `/admin/settings/crm/${path}`);
      await editor.getByText("You don't have the permissions to access that content").waitFor();
      if (path === 'rules') await picture(editor, 'settings-no-permission');
    },
  );
});

describe('sales whose role has lost the board', () => {
  it('R13: begin with the next page, and are refused the board by its address', async () => {
    const permissions = app.strapi.db.query('admin::permission');
    const board = { action: 'plugin::crm.pipeline.board', role: { code: 'crm_sales' } };
    await permissions.delete({ where: board });
    const sam = await panel.as('sam');

    await sam.goto('/admin/plugins/crm');
    await sam.waitForURL('**/plugins/crm/leads');
    const pages = sam.getByRole('navigation', { name: 'CRM' });
    await pages.getByRole('link', { name: 'Leads' }).waitFor();
    const offered = await pages.innerText();
    await visit(sam, '/admin/plugins/crm/board');
    await sam.getByText("You don't have the permissions to access that content").waitFor();
    await picture(sam, 'page-no-permission');

    expect(offered).not.toContain('Board');
  });
});

describe('what was clicked here', () => {
  it('R13: is refused to a manager who forges the requests, each of them', async () => {
    const { answers, changed } = await forgedBy(await panel.tokenOf('max'), { app, page, deeds });

    expect(answers.length).toBeGreaterThan(8);
    expect(answers.filter((answer) => !answer.startsWith('403'))).toEqual([]);
    expect(changed).toEqual([]);
  });
});
