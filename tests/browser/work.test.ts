import type { Page } from 'playwright-core';
import { builders, type Made } from '../support/builders';
import { workshop } from '../support/work';
import {
  chooseAction,
  openRecord,
  otherActions,
  panelForTests,
  panelOf,
  picture,
  textsOf,
  visit,
} from './support/panel';

jest.setTimeout(240_000);

const { app, panel } = panelForTests();
const a = builders(app);
const work = workshop(app);
let page: Page;

beforeAll(async () => {
  page = await panel.as('sales');
});

const dialog = () => page.getByRole('dialog');
const lifecycle = () => panelOf(page, 'Lifecycle');
const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const said = (sentence: string) => page.getByText(sentence, { exact: true }).first().waitFor();

/** Chooses a record or a value in a field of the open dialog. */
async function choose(field: string, option: string): Promise<void> {
  await dialog().getByRole('combobox', { name: field }).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Everything that a qualification needs to be there on the lead (S7). */
async function answered(): Promise<object> {
  const channel = await a.value('channel', 'website');
  return {
    goal: 'Two rooms near the park',
    implementationOptions: 'Buy',
    procurementProcedure: 'Own money',
    decisionLevel: 'Family',
    terms: 'This year',
    decisionMaker: 'Ana',
    selectionCriteria: 'Light',
    complianceWithCriteria: 'Good',
    channel: channel.documentId,
  };
}

/** A lead of Sam's that he works on. */
async function assigned(data: object = {}): Promise<Made> {
  const lead = await a.lead({ title: 'Weber family, two-room flat', ...data });
  await app.as.admin.post(`/api/crm/leads/${lead.documentId}/assign`, {
    data: { owner: app.members.sales.documentId },
  });
  return lead;
}

const inbound = async (): Promise<string> => (await work.pipelineOf('inbound')).documentId;

/** One of Sam's that he has disqualified. */
async function disqualified(): Promise<Made> {
  const lead = await assigned(await answered());
  const code = await a.value('disqualification-code', 'non-target-client');
  await app.as.sales.post(`/api/crm/leads/${lead.documentId}/disqualify`, {
    data: { code: code.documentId, reason: 'No budget' },
  });
  return lead;
}

const opportunities = (lead: Made) =>
  app.strapi.db
    .query('plugin::crm.opportunity')
    .findMany({ where: { originatingLead: lead.id }, populate: ['company', 'responsible'] });

describe('a sales person who works a lead', () => {
  it('S3: assigns a new lead, looking for the owner by name', async () => {
    const lead = await a.lead({ title: 'Garden house' });
    await openRecord(page, 'lead', lead.documentId);
    await picture(page, 'work-new-lead');

    await chooseAction(page, 'Assign');
    await dialog().getByText('Fill in what is marked with *').waitFor();
    await dialog().getByRole('combobox', { name: 'Owner' }).pressSequentially('sam');
    await page.getByRole('option', { name: 'Sam Sales' }).waitFor();
    await picture(page, 'work-assign-search');
    await page.getByRole('option', { name: 'Sam Sales' }).click();
    await dialog().getByText('This lead').waitFor();
    await picture(page, 'work-assign');
    await confirm('Assign');
    await said('The lead is assigned.');

    await lifecycle().getByText('Sam Sales').waitFor();
    await lifecycle().getByText('Assigned (Sales)').waitFor();
    await panelOf(page, 'History').getByText('assigned the lead').waitFor();
    expect(await a.read('lead', lead)).toMatchObject({ state: 'assigned' });
  });

  it('S6 S8 S9: qualifies it in a form that is filled in as far as it goes, and sees what it makes', async () => {
    await a.create('company', { name: 'Weber & Sons' });
    const lead = await assigned(await answered());
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Qualify');
    const name = dialog().getByRole('textbox', { name: 'Name' }).first();
    const prefilled = await name.inputValue();
    await picture(page, 'work-qualify-empty');
    await name.fill('Flat for the Webers');
    await dialog().getByLabel('City').fill('Vienna');
    await choose('Selling direction', 'Services');
    await dialog().getByLabel('Estimated revenue').fill('250000');
    await choose('Company', 'Weber & Sons');
    await dialog().getByText('Will be created').waitFor();
    await dialog().getByText('Opportunity "Flat for the Webers"').waitFor();
    await picture(page, 'work-qualify');
    await dialog().getByText('Will be created').scrollIntoViewIfNeeded();
    await picture(page, 'work-qualify-plan');
    const before = await opportunities(lead);
    await confirm('Qualify');
    await said('The lead is qualified.');

    expect(prefilled).toBe('Weber family, two-room flat');
    expect(before).toEqual([]);
    expect(await opportunities(lead)).toMatchObject([
      {
        name: 'Flat for the Webers',
        city: 'Vienna',
        company: { name: 'Weber & Sons' },
        responsible: { name: 'Sam Sales' },
      },
    ]);
    await lifecycle().getByRole('link', { name: 'Flat for the Webers' }).waitFor();
    await panelOf(page, 'History').getByText('qualified the lead').waitFor();
    await picture(page, 'work-qualified');
  });

  it('S8: is told at the field what cannot be read, of which nothing else is made', async () => {
    const lead = await assigned(await answered());
    await openRecord(page, 'lead', lead.documentId);
    await chooseAction(page, 'Qualify');
    await dialog().getByLabel('City').fill('Vienna');
    await choose('Selling direction', 'Services');
    const day = dialog().getByLabel('Estimated close date');
    const revenue = dialog().getByLabel('Estimated revenue');
    const qualify = dialog().getByRole('button', { name: 'Qualify', exact: true });

    await day.fill('24/12/2026');
    await revenue.fill('1e9');
    await dialog().getByLabel('City').click();
    await dialog()
      .getByText(/^This cannot be read as a date\. Write month\/day\/year/)
      .waitFor();
    await dialog()
      .getByText(/^This cannot be read as a number/)
      .waitFor();
    await picture(page, 'work-unread');
    const shown = [await day.inputValue(), await revenue.inputValue()];
    const off = await qualify.isDisabled();

    await day.fill('2026-12-24');
    await day.press('Enter');
    await revenue.press('ArrowUp');
    const unmoved = await revenue.inputValue();
    await revenue.fill('1,234.5');
    await revenue.press('ArrowUp');
    await revenue.press('ArrowUp');
    await revenue.press('ArrowDown');
    await dialog().getByText('Will be created').waitFor();
    // The plan is further down than the form reaches, and it is said that there is one.
    await dialog().getByText('1 more record changes.').waitFor();
    await dialog().getByRole('button', { name: 'See what will happen' }).click();
    await dialog().getByText('1 more record changes.').waitFor({ state: 'detached' });
    await picture(page, 'work-plan-seen');
    await confirm('Qualify');
    await said('The lead is qualified.');

    expect(shown).toEqual(['24/12/2026', '1e9']);
    expect(off).toBe(true);
    expect(unmoved).toBe('1e9');
    expect(await opportunities(lead)).toMatchObject([
      { estimatedCloseDate: '2026-12-24', estimatedRevenue: 1235.5 },
    ]);
  });

  it('S8: saves nothing in the form of an opportunity that cannot be read', async () => {
    const made = await a.create('opportunity', { name: 'Typed by hand' });
    await visit(
      page,
      `/admin/content-manager/collection-types/plugin::crm.opportunity/${made.documentId}`,
    );
    const day = page.getByLabel(/estimated ?close ?date/i);
    const revenue = page.getByLabel(/estimated ?revenue/i);
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await day.fill('24/12/2026');
    await revenue.fill('1e9');
    await page.getByLabel(/^name/i).click();
    await page.getByText(/^This cannot be read as a date/).waitFor();
    await page.getByText(/^This cannot be read as a number/).waitFor();
    await picture(page, 'work-form-unread');
    const off = await save.isDisabled();
    // The keyboard goes past the button, and no further than that.
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    await page.keyboard.press('Control+s');
    await said('There are validation errors in your document. Please fix them before saving.');
    const saved = sent.includes('PUT');
    const kept = [await day.inputValue(), await revenue.inputValue()];
    await day.fill('12/24/2026');
    await day.press('Enter');
    await revenue.fill('1,234.5');
    await save.click();
    await said('Saved document');

    expect(off).toBe(true);
    expect(saved).toBe(false);
    expect(kept).toEqual(['24/12/2026', '1e9']);
    expect(await a.read('opportunity', made)).toMatchObject({
      estimatedCloseDate: '2026-12-24',
      estimatedRevenue: 1234.5,
    });
  });

  it('S7: is told by their labels which fields are missing on the lead', async () => {
    const {
      goal: _goal,
      decisionMaker: _maker,
      ...rest
    } = (await answered()) as Record<string, string>;
    const lead = await assigned(rest);
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Qualify');
    await dialog().getByLabel('City').fill('Vienna');
    await choose('Selling direction', 'Services');
    await dialog()
      .getByText('Fill in these fields of the lead first: Goal and Decision maker.')
      .waitFor();
    await picture(page, 'work-incomplete');

    expect(await dialog().getByRole('button', { name: 'Qualify' }).isDisabled()).toBe(true);
    await confirm('Cancel');
  });

  it('S8 S20+: names a new company in a group that is folded, and reads what is wrong at its field', async () => {
    await a.create('company', { name: 'Known & Co' });
    const lead = await assigned(await answered());
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Qualify');
    await dialog().getByLabel('City').fill('Graz');
    await choose('Selling direction', 'Products');
    const group = dialog().getByRole('region', { name: 'New company' });
    const folded = await group.getByLabel('Name').count();
    await dialog().getByRole('button', { name: 'New company' }).click();
    await group.getByLabel('Name').fill('known & co');
    await group.getByText('exists already. Choose it instead').waitFor();
    await picture(page, 'work-new-company');
    await group.getByLabel('Name').fill('Brand new GmbH');
    await dialog().getByText('Company "Brand new GmbH"').waitFor();
    await confirm('Qualify');
    await said('The lead is qualified.');

    expect(folded).toBe(0);
    expect(await opportunities(lead)).toMatchObject([{ company: { name: 'Brand new GmbH' } }]);
  });

  it('S10 S11 S12: disqualifies it; a code that keeps the demand asks for the opportunity', async () => {
    const lead = await assigned(await answered());
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Disqualify');
    await choose('Code', 'Non-target client');
    await dialog().getByLabel('Reason').fill('Only looking around');
    await dialog().getByText('Disqualification code:').waitFor();
    await picture(page, 'work-disqualify');
    const asked = await dialog().getByRole('region', { name: 'Opportunity' }).count();
    await choose('Code', 'Demand is not generated');
    const group = dialog().getByRole('region', { name: 'Opportunity' });
    await group.getByLabel('City').fill('Linz');
    await choose('Selling direction', 'Products');
    await dialog().getByText('Will be created').waitFor();
    await picture(page, 'work-disqualify-demand');
    await confirm('Disqualify');
    await said('The lead is disqualified.');

    expect(asked).toBe(0);
    expect(await a.read('lead', lead)).toMatchObject({
      state: 'disqualified',
      disqualificationReason: 'Only looking around',
    });
    expect(await opportunities(lead)).toMatchObject([{ city: 'Linz' }]);
    await lifecycle().getByText('Closed, Unqualified').waitFor();
  });

  it('X37 S12: corrects a disqualification in a form that holds what was said', async () => {
    const lead = await disqualified();
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Correct disqualification');
    const reason = dialog().getByLabel('Reason');
    const earlier = await reason.inputValue();
    await reason.fill('Asks again next year');
    await choose('Code', 'Demand is not generated');
    const group = dialog().getByRole('region', { name: 'Opportunity' });
    await group.getByLabel('City').fill('Steyr');
    await choose('Selling direction', 'Products');
    await dialog().getByText('Will be created').waitFor();
    await picture(page, 'work-correct');
    const before = await opportunities(lead);
    await confirm('Correct disqualification');
    await said('The disqualification is corrected.');

    expect(earlier).toBe('No budget');
    expect(before).toEqual([]);
    expect(await a.read('lead', lead)).toMatchObject({
      state: 'disqualified',
      disqualificationReason: 'Asks again next year',
    });
    expect(await opportunities(lead)).toMatchObject([{ city: 'Steyr' }]);
    await panelOf(page, 'History').getByText('corrected the disqualification').waitFor();
  });

  it('E13 X64: qualified for its company alone, it gets its opportunity later', async () => {
    const company = await a.create('company', { name: 'Later Ltd' });
    const lead = await assigned({ ...(await answered()), title: 'Company first' });
    const data = { company: company.documentId, type: 'company-only' };
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/qualify`, {
      data: await work.form(data),
    });
    const before = await opportunities(lead);
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Create opportunity');
    const prefilled = await dialog().getByRole('textbox', { name: 'Name' }).inputValue();
    await dialog().getByLabel('City').fill('Wels');
    await choose('Selling direction', 'Services');
    await dialog().getByText('Opportunity "Company first"').waitFor();
    await picture(page, 'work-create-opportunity');
    await confirm('Create opportunity');
    await said('The opportunity is created.');

    expect(prefilled).toBe('Company first');
    expect(before).toEqual([]);
    expect(await opportunities(lead)).toMatchObject([
      { city: 'Wels', company: { name: 'Later Ltd' }, responsible: { name: 'Sam Sales' } },
    ]);
    await lifecycle().getByRole('link', { name: 'Company first' }).waitFor();
    const others = await otherActions(page);
    const again = await others
      .and(page.getByLabel(/^Create opportunity: /))
      .getAttribute('aria-label');
    expect(again).toContain('has its opportunity already');
    await page.keyboard.press('Escape');
  });

  it('E18 X59: moves it to another pipeline of leads, into the stage of its state', async () => {
    const lead = await assigned({ title: 'Wrong pipeline' });
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Change pipeline');
    await dialog().getByRole('combobox', { name: 'Pipeline' }).click();
    await page.getByRole('option', { name: 'Inbound', exact: true }).waitFor();
    const offered = await textsOf(page.getByRole('option'));
    await page.getByRole('option', { name: 'Inbound', exact: true }).click();
    await dialog().getByText('This lead').waitFor();
    await picture(page, 'work-change-pipeline');
    await confirm('Change pipeline');
    await said('The lead is in its new pipeline.');

    await lifecycle().getByText('Processing (Inbound)').waitFor();
    expect(offered.toSorted()).toEqual(['Inbound', 'Sales']);
    expect(await a.read('lead', lead)).toMatchObject({ state: 'assigned' });
  });

  it('E16 E17 R19: reopens it where an administrator allowed that, to an earlier stage and with a reason', async () => {
    const lead = await disqualified();
    const sales = await work.pipelineOf('sales');
    const allowReopen = (allowed: boolean) =>
      app.as.admin.put(`/api/crm/pipelines/${sales.documentId}`, {
        data: { allowReopen: allowed },
      });
    await allowReopen(false);
    await openRecord(page, 'lead', lead.documentId);
    const others = await otherActions(page);
    const refused = others.and(page.getByLabel(/^Reopen: /));
    const reason = await refused.getAttribute('aria-label');
    await picture(page, 'work-final');
    await page.keyboard.press('Escape');

    await allowReopen(true);
    await openRecord(page, 'lead', lead.documentId);
    await chooseAction(page, 'Reopen');
    await dialog().getByRole('combobox', { name: 'Stage' }).click();
    const stages = await textsOf(page.getByRole('option'));
    await page.getByRole('option', { name: 'Assigned' }).click();
    const unready = await dialog().getByRole('button', { name: 'Reopen' }).isDisabled();
    await dialog().getByLabel('Reason').fill('They found a budget');
    await dialog().getByText('This lead').waitFor();
    await picture(page, 'work-reopen');
    await confirm('Reopen');
    await said('The lead is open again.');

    expect(reason).toMatch(/final/);
    expect(stages).toEqual(['New', 'Assigned']);
    expect(unready).toBe(true);
    expect(await a.read('lead', lead)).toMatchObject({
      state: 'assigned',
      status: 'open',
      outcome: null,
      disqualificationReason: null,
    });
    await lifecycle().getByText('Assigned (Sales)').waitFor();
    await panelOf(page, 'History').getByText('reopened the lead').waitFor();
  });

  it('E10 E14 R23: qualifies by a task, which is completed beside the lead', async () => {
    await a.create('company', { name: 'Inbound Ltd' });
    const lead = await assigned({ ...(await answered()), pipeline: await inbound() });
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Qualify');
    // Nothing has to be filled in: the task will ask.
    await dialog().getByText('Task "Request qualification data"').waitFor();
    await picture(page, 'work-begin-process');
    await confirm('Start the qualification');
    await said('A task asks for what is needed to qualify the lead.');
    await panelOf(page, 'History').getByText('asked for what is needed to qualify the').waitFor();
    const waiting = lifecycle().getByRole('region', { name: 'Waiting for its qualification' });
    await waiting.getByText('Asked of Sam Sales').waitFor();
    await picture(page, 'work-pending');
    await waiting.getByRole('button', { name: 'Complete' }).click();
    // What is missing is said once somebody wants to go on, and not to who has only just come.
    await dialog()
      .getByText(/^Something is still missing/)
      .waitFor();
    const atFirst = await dialog().getByRole('alert').count();
    await confirm('Complete');
    await dialog().getByRole('alert').first().waitFor();
    await picture(page, 'work-complete-missing');
    await choose('Company', 'Inbound Ltd');
    await dialog().getByText('Will be created').waitFor();
    await picture(page, 'work-complete-task');
    const before = await opportunities(lead);
    await confirm('Complete');
    await said('The task is done.');

    await lifecycle().getByText('Closed, Qualified').waitFor();
    await panelOf(page, 'History').getByText('qualified the lead with its last task').waitFor();
    expect(atFirst).toBe(0);
    expect(before).toEqual([]);
    expect(await opportunities(lead)).toMatchObject([{ company: { name: 'Inbound Ltd' } }]);
  });

  it('R23: finds in the form of a task what it asks, and cancels it there', async () => {
    const lead = await assigned({ ...(await answered()), pipeline: await inbound() });
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/qualify`, {
      data: { city: 'Salzburg' },
    });
    const task = await app.strapi.db
      .query('plugin::crm.task')
      .findOne({ where: { lead: lead.id } });

    await visit(
      page,
      `/admin/content-manager/collection-types/plugin::crm.task/${task.documentId}`,
    );
    await panelOf(page, 'Task').getByText('Salzburg').waitFor();
    await picture(page, 'work-task-form');
    await panelOf(page, 'Task').getByRole('button', { name: 'Cancel the task' }).click();
    await dialog().getByText('Tasks', { exact: true }).waitFor();
    await picture(page, 'work-cancel-task');
    await confirm('Cancel the task');
    await said('The task is cancelled.');

    expect(await a.read('task', task)).toMatchObject({ status: 'cancelled' });
  });

  it('R23: opens a task again that was done, where no qualification hangs on it', async () => {
    const lead = await assigned();
    const task = await a.create('task', {
      title: 'Send the brochure',
      lead: lead.documentId,
      assignee: app.members.sales.documentId,
    });
    await app.as.sales.post(`/api/crm/tasks/${task.documentId}/complete`, { data: {} });
    const before = await a.read('task', task);

    await visit(
      page,
      `/admin/content-manager/collection-types/plugin::crm.task/${task.documentId}`,
    );
    await panelOf(page, 'Task').getByRole('button', { name: 'Reopen the task' }).click();
    await dialog().getByText('Tasks', { exact: true }).waitFor();
    await picture(page, 'work-reopen-task');
    await confirm('Reopen the task');
    await said('The task is open again.');
    await panelOf(page, 'Task').getByRole('button', { name: 'Complete' }).waitFor();

    expect(before).toMatchObject({ status: 'done' });
    expect(await a.read('task', task)).toMatchObject({ status: 'open', completedAt: null });
  });

  it('E4 X62: changes the stage, and is asked what the action of that stage asks', async () => {
    const lead = await a.lead({ title: 'Roof terrace' });
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Change stage');
    await dialog().getByRole('combobox', { name: 'Stage' }).click();
    const stages = await textsOf(page.getByRole('option'));
    await page.getByRole('option', { name: 'Assigned' }).click();
    await choose('Owner', 'Sam Sales');
    await dialog().getByText('This lead').waitFor();
    await picture(page, 'work-change-stage');
    await confirm('Change stage');
    await said('The stage is changed.');

    expect(stages).toEqual(['Assigned', 'Qualified', 'Disqualified', 'Dropped', 'Lost', 'Won']);
    expect(await a.read('lead', lead)).toMatchObject({ state: 'assigned' });
  });

  it('S13: puts a lead on a marketing list', async () => {
    await a.create('marketing-list', { name: 'Spring letter' });
    const lead = await a.lead({ title: 'Reads letters' });
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Add to marketing list');
    await choose('Marketing list', 'Spring letter');
    await dialog().getByText('Marketing list "Spring letter"').waitFor();
    await picture(page, 'work-list');
    await confirm('Add to marketing list');
    await said('The lead is on the list.');

    await panelOf(page, 'History').getByText('added the lead to a marketing list').waitFor();
  });

  it('R13: finds greyed what only others may, with the reason and who could', async () => {
    const lead = await a.lead({ title: "Sue's own" });
    await app.as.admin.post(`/api/crm/leads/${lead.documentId}/assign`, {
      data: { owner: app.members.sue.documentId },
    });
    await openRecord(page, 'lead', lead.documentId);
    const buttons = await textsOf(lifecycle().getByRole('button'));

    const others = await otherActions(page);
    const reassign = others.and(page.getByLabel(/^Reassign: /));
    await reassign.hover();
    await page.getByRole('tooltip').waitFor();
    await picture(page, 'work-greyed');
    // All of it is seen: nothing shows that a menu of Strapi's goes on.
    const isWhole = await page
      .getByRole('menu')
      .evaluate((menu) => menu.scrollHeight <= menu.clientHeight + 1);
    const reason = await reassign.getAttribute('aria-label');

    expect(isWhole).toBe(true);
    expect(buttons.join()).not.toContain('Reassign');
    expect(await reassign.getAttribute('aria-disabled')).toBe('true');
    expect(reason).toMatch(/Only the owner of the lead \(Sue Sales\) may do this/);
    expect(reason).toMatch(/could be done by: .*CRM Manager.*Sue Sales/);
    await page.keyboard.press('Escape');
  });
});

describe('the dialogs of working a lead', () => {
  it('can be used in the dark', async () => {
    const dark = await panel.as('sales', { theme: 'dark' });
    const lead = await assigned({ ...(await answered()), pipeline: await inbound() });
    await openRecord(dark, 'lead', lead.documentId);
    await picture(dark, 'dark-work-panel');
    await chooseAction(dark, 'Qualify');
    await dark.getByText('Task "Request qualification data"').waitFor();
    await picture(dark, 'dark-qualify');
    await dark.getByRole('dialog').getByRole('button', { name: 'Start the qualification' }).click();
    await dark.getByRole('region', { name: 'Waiting for its qualification' }).waitFor();
    await picture(dark, 'dark-pending');
  });

  it('speak German, and fit a narrow window', async () => {
    const narrow = await panel.as('sue', { language: 'de', width: 420, height: 900 });
    const lead = await a.lead({ title: 'Weber family', ...(await answered()) });
    await app.as.admin.post(`/api/crm/leads/${lead.documentId}/assign`, {
      data: { owner: app.members.sue.documentId },
    });
    await visit(
      narrow,
      `/admin/content-manager/collection-types/plugin::crm.lead/${lead.documentId}`,
    );
    await narrow.getByRole('heading', { name: 'Weber family' }).waitFor();
    await narrow
      .getByRole('button', { name: /^(More actions|Weitere Aktionen)$/ })
      .locator('visible=true')
      .first()
      .click();
    await picture(narrow, 'narrow-german-menu');
    await narrow.getByRole('menuitem', { name: 'Qualifizieren', exact: true }).click();
    const form = narrow.getByRole('dialog');
    await form.getByLabel('Stadt').waitFor();
    await form.getByLabel('Erwarteter Umsatz').fill('1e9');
    await form.getByLabel('Stadt').click();
    await form.getByText(/^Das lässt sich nicht als Zahl lesen/).waitFor();
    await picture(narrow, 'narrow-german-qualify');
    const box = await form.boundingBox();

    expect(box?.width).toBeLessThanOrEqual(420);
    expect(await form.innerText()).toContain('Vertriebsrichtung');
  });
});
