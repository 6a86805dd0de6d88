import type { Page } from 'playwright-core';
import { builders } from '../support/builders';
import { databaseUnderTest } from '../support/database';
import { seriousViolations } from './support/accessibility';
import { deedsOf, forgedBy } from './support/forged';
import { isFocused, panelForTests, picture, visit } from './support/panel';

jest.setTimeout(240_000);

/* L19, E21, I26: one action on many leads, and what becomes of it. */

const { app, panel } = panelForTests({ demo: true });
const a = builders(app);
let page: Page;
let deeds: ReturnType<typeof deedsOf>;

beforeAll(async () => {
  page = await panel.as('max');
  deeds = deedsOf(page);
});

const dialog = () => page.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const said = (sentence: string | RegExp) => page.getByText(sentence).first().waitFor();
const row = (text: string) => page.locator('tbody tr').filter({ hasText: text });
const tick = (title: string) => row(title).getByRole('checkbox').click();

const leadsCalled = (titles: readonly string[]): Promise<any[]> =>
  app.strapi.db
    .query('plugin::crm.lead')
    .findMany({ where: { title: { $in: [...titles] } }, populate: { owner: true } });
const activeOnes = async (titles: readonly string[]): Promise<number> =>
  (await leadsCalled(titles)).filter(({ active }) => active).length;
const jobs = (): Promise<any[]> =>
  app.strapi.db.query('plugin::crm.bulk-job').findMany({ orderBy: { id: 'desc' } });

const SCHOOLS = ['Laboratories for two schools', 'Fleet tracking for Norvik'] as const;

describe('L19: an action on many leads, from their list', () => {
  it('says before what it would do, how far it is, and what it did', async () => {
    await visit(page, '/admin/plugins/crm/leads?sort=title:ASC&pageSize=50');
    for (const title of SCHOOLS) await tick(title);
    await said('2 leads selected');
    await picture(page, 'bulk-bar');
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Set inactive' }).click();
    await dialog().getByLabel('Reason').fill('The budgets are frozen');
    await dialog().getByText('2 leads would change.').waitFor();
    await dialog()
      .getByText(/contacts? becomes? inactive/)
      .waitFor();
    // Right below the sentence that counts leads, not below the one that counts people.
    await dialog()
      .getByText(/^The leads: .*Laboratories for two schools/)
      .waitFor();
    await picture(page, 'bulk-preview');
    const barriers = await seriousViolations(page, '[role=dialog]');
    const before = await activeOnes(SCHOOLS);
    await press('Set inactive');
    await dialog().getByText('Done', { exact: true }).waitFor();
    await dialog().getByText('2 leads changed.').waitFor();
    await picture(page, 'bulk-done');

    expect(before).toBe(2);
    expect(barriers).toEqual([]);
    expect(await activeOnes(SCHOOLS)).toBe(0);
  });

  it('R12: takes all of it back, once, after saying what would go back', async () => {
    await press('Undo all of it');
    await dialog().getByText('2 leads would go back to what they were.').waitFor();
    await picture(page, 'bulk-undo-preview');
    const looked = await activeOnes(SCHOOLS);
    await press('Undo');
    await said('It is being undone; the bulk jobs show how far.');
    await dialog()
      .getByText(/^Undone by Max Manager, .+: 2 leads went back\.$/)
      .waitFor();
    await picture(page, 'bulk-undone');
    const again = await dialog().getByRole('button', { name: 'Undo all of it' }).count();
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
    await visit(page, '/admin/plugins/crm/jobs');
    const undone = row('Set inactive: 2 leads').filter({ hasText: /Undone by Max Manager, / });
    await undone.getByText('Undone', { exact: true }).waitFor();
    await picture(page, 'jobs');
    const barriers = await seriousViolations(page);

    const [undoing] = await jobs();
    expect(undoing).toMatchObject({ status: 'done', done: 2, refused: 0 });
    expect(barriers).toEqual([]);
    expect(looked).toBe(0);
    expect(again).toBe(0);
    expect(await activeOnes(SCHOOLS)).toBe(2);
  });

  it('R13: names those that it would refuse, and why, and does the others', async () => {
    const titles = ['Interview for a thesis', 'Garden flat for the Lindqvists'];
    await visit(page, '/admin/plugins/crm/leads?view=all&sort=title:ASC&pageSize=50');
    for (const title of titles) await tick(title);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Reassign' }).click();
    await dialog().getByRole('combobox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Mia Marketeer' }).click();
    await dialog().getByText('1 lead would change.').waitFor();
    const refusal = await dialog().getByRole('listitem').innerText();
    await picture(page, 'bulk-refused');
    await press('Reassign');
    await dialog().getByText('1 lead changed. 1 was refused.').waitFor();
    await dialog()
      .getByRole('link', { name: titles[0] ?? '' })
      .waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();

    expect(refusal).toMatch(/^1 lead: ./);
    expect(await leadsCalled([titles[1] ?? ''])).toMatchObject([
      { owner: { name: 'Mia Marketeer' } },
    ]);
  });

  it('E21: shares leads out among several members, and says before who gets how many', async () => {
    const titles = ['Brochure for Leila Haddad', 'Met at the stone fair'];
    await visit(page, '/admin/plugins/crm/leads?view=unallocated&sort=title:ASC&pageSize=50');
    for (const title of titles) await tick(title);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Allocate' }).click();
    await dialog().getByRole('combobox', { name: 'Members' }).click();
    await page.getByRole('option', { name: 'Sam Sales' }).click();
    await page.getByRole('option', { name: 'Sue Sales' }).click();
    await page.keyboard.press('Escape');
    await dialog().getByText('Sam Sales: 1 lead').waitFor();
    await dialog().getByText('Sue Sales: 1 lead').waitFor();
    await picture(page, 'bulk-allocate');
    await press('Allocate');
    await dialog().getByText('2 leads changed.').waitFor();
    const owners = (await leadsCalled(titles)).map(({ owner }) => owner.name);
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
    await visit(page, '/admin/plugins/crm/jobs');
    await page.getByRole('row').filter({ hasText: 'Allocate' }).first().waitFor();

    expect(new Set(owners)).toEqual(new Set(['Sam Sales', 'Sue Sales']));
  });

  it('reaches all that the list holds, beyond its page', async () => {
    await visit(page, '/admin/plugins/crm/leads?view=unallocated&pageSize=10&sort=title:ASC');
    await tick('Robot arm for the packing line');
    const all = page.getByRole('button', { name: /^Select all \d+ of this list$/ });
    const count = Number(/\d+/.exec(await all.innerText())?.[0]);
    await all.click();
    await said(`${count} leads selected`);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Score' }).click();
    // None of its fields has to be filled in.
    await dialog().getByText('Change a value to see here what it does.').waitFor();
    await dialog().getByRole('combobox', { name: 'Lead score' }).click();
    await page.getByRole('option', { name: 'Hot', exact: true }).click();
    await dialog()
      .getByText(/leads would change\./)
      .waitFor();
    await press('Score');
    await dialog().getByText(`${count} leads changed.`).waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
    await row('Robot arm for the packing line').getByText('Hot').waitFor();

    const [last] = await jobs();
    expect(last).toMatchObject({ action: 'score', total: count, done: count });
  });

  it('shows what it did when it ends after its dialog was closed', async () => {
    // As of a long job: nobody has heard yet that it is over.
    const FEW = 6;
    let asked = 0;
    await page.route(/\/crm\/bulk-jobs\/\w+$/, async (route) => {
      asked += 1;
      const response = await route.fetch();
      const reply = await response.json();
      if (asked <= FEW) reply.data.status = 'running';
      await route.fulfill({ response, json: reply });
    });
    await visit(page, '/admin/plugins/crm/leads?view=unallocated&pageSize=10&sort=title:ASC');
    await tick('Robot arm for the packing line');
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Score' }).click();
    await dialog().getByRole('combobox', { name: 'Lead score' }).click();
    await page.getByRole('option', { name: 'Cold', exact: true }).click();
    await dialog().getByText('1 lead would change.').waitFor();
    await press('Score');
    await press('Go on in the background');

    await row('Robot arm for the packing line').getByText('Cold').waitFor();

    expect(asked).toBeGreaterThan(FEW);
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('tells what it did to the last lead of the list, and what cannot go back', async () => {
    const [title] = SCHOOLS;
    await visit(page, '/admin/plugins/crm/leads?_q=Laboratories');
    await tick(title);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Set inactive' }).click();
    await dialog().getByLabel('Reason').fill('The budgets are frozen');
    await press('Set inactive');
    await dialog().getByText('1 lead changed.').waitFor();
    await page.getByText('No lead matches.').waitFor();
    await picture(page, 'bulk-emptied');
    // Somebody has brought it back meanwhile.
    await app.strapi.db
      .query('plugin::crm.lead')
      .update({ where: { title }, data: { active: true } });
    // The second click of a double one is for nothing that the first has put there.
    await dialog().getByRole('button', { name: 'Undo all of it' }).dblclick();
    await dialog().getByText('No lead would go back to what it was. 1 could not.').waitFor();
    await picture(page, 'bulk-undo-refused');
    const off = await dialog().getByRole('button', { name: 'Undo', exact: true }).isDisabled();
    await press('Cancel');
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText(/leads? selected/).waitFor({ state: 'detached' });

    expect(off).toBe(true);
  });

  it('calls the field of a refusal as the form does', async () => {
    await visit(page, '/admin/plugins/crm/leads?_q=Laboratories');
    await tick(SCHOOLS[0]);
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Close as lost' }).click();
    await dialog().getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: 'Other', exact: true }).click();
    const refusal = await dialog().getByRole('listitem').innerText();
    const below = dialog().getByRole('button', { name: 'See what will happen' });
    await page.setViewportSize({ width: 1280, height: 420 });
    await below.click();
    await below.waitFor({ state: 'detached' });
    await picture(page, 'bulk-plan-below');
    await page.setViewportSize({ width: 1280, height: 800 });
    await press('Cancel');

    expect(refusal).toMatch(/^1 lead: Notes: The reason "Other" needs notes/);
  });

  it('forgets what was ticked once the list shows others', async () => {
    await visit(page, '/admin/plugins/crm/leads?sort=title:ASC&pageSize=50');
    await tick(SCHOOLS[1]);
    await said('1 lead selected');
    await page.getByRole('button', { name: 'Lost', exact: true }).click();
    await row('Lights for the quarry').waitFor();
    const elsewhere = await page.getByText(/leads? selected/).count();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await row(SCHOOLS[1]).waitFor();

    expect(elsewhere).toBe(0);
    expect(await row(SCHOOLS[1]).getByRole('checkbox').isChecked()).toBe(false);
  });
});

/** A job as it stands while others have their turn: nobody works on it until it is told to go on. */
async function waitingJob(titles: readonly string[]): Promise<{ documentId: string }> {
  const { connection } = app.strapi.db;
  const leads = await leadsCalled(titles);
  const max = await app.strapi.db
    .query('plugin::crm.member')
    .findOne({ where: { email: 'max@crm.example' }, populate: { adminUser: true } });
  const now = new Date();
  const at = databaseUnderTest === 'sqlite' ? now.getTime() : now;
  const job = await a.row('bulk-job', {
    action: 'deactivate',
    input: JSON.stringify({ reason: 'Spring cleaning' }),
    status: 'queued',
    total: leads.length,
    done: 0,
    refused: 0,
    failed: 0,
    created_at: at,
    started_at: at,
    actor: JSON.stringify({
      door: 'panel',
      login: { kind: 'admin', id: max.adminUser.id, name: 'Max Manager' },
    }),
    settled: false,
  });
  await connection('crm_bulk_items').insert(
    leads.map(({ id }) => ({
      job_id: job.id,
      lead_id: id,
      status: 'pending',
      leaves: false,
      waits: false,
      attempt: 0,
    })),
  );
  return job;
}

describe('I26: a bulk job that is still waiting', () => {
  const WAITING = ['School bus tracking', 'Beds for the new wing', 'Battery storage study'];
  const show = async (text: string) =>
    row(text)
      .getByRole('button', { name: /^Show Set inactive of / })
      .first()
      .click();

  it('is paused, goes on and is done', async () => {
    const titles = ['Garden flat for the Lindqvists', 'Room for Arthur Whitfield'];
    const job = await waitingJob(titles);
    await visit(page, '/admin/plugins/crm/jobs');
    await show('Waiting to begin');
    await press('Pause');
    await said('The job pauses.');
    await dialog().getByText('Paused at 0 of 2').waitFor();
    await picture(page, 'job-paused');
    const before = await activeOnes(titles);
    await press('Go on');
    await dialog().getByText('2 leads changed.').waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
    const shows = row('2 leads changed').getByRole('button', { name: /^Show Set inactive of / });

    expect(await isFocused(shows.first())).toBe(true);
    expect(before).toBe(2);
    expect(await activeOnes(titles)).toBe(0);
    expect(
      await app.strapi.db
        .query('plugin::crm.bulk-job')
        .findOne({ where: { documentId: job.documentId } }),
    ).toMatchObject({ status: 'done', done: 2 });
  });

  it('is cancelled, and what it has not done stays undone', async () => {
    const before = await activeOnes(WAITING);
    await waitingJob(WAITING);
    await visit(page, '/admin/plugins/crm/jobs');
    await show('Waiting to begin');
    await press('Cancel the rest');
    await said('The rest is cancelled.');
    await dialog().getByText('Cancelled at 0 of 3').waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).last().click();
    await row('Cancelled at 0 of 3').waitFor();

    expect(await activeOnes(WAITING)).toBe(before);
  });
});

describe('what was clicked here', () => {
  it('R13: is refused to an editor who forges the requests, each of them', async () => {
    const { answers, changed } = await forgedBy(await panel.tokenOf('eve'), { app, page, deeds });

    expect(answers.length).toBeGreaterThan(8);
    expect(answers.filter((answer) => !answer.startsWith('403'))).toEqual([]);
    expect(changed).toEqual([]);
  });
});
