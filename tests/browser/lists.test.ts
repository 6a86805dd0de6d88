import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { seriousViolations } from './support/accessibility';
import { chooseAction, openRecord, panelForTests, picture } from './support/panel';

/* What a list shows of what waits, what is due, and as a file; and the reports on paper. */

jest.setTimeout(240_000);

const { app, panel } = panelForTests({ demo: true });
let page: Page;

beforeAll(async () => {
  page = await panel.as('max');
});

const row = (text: string) => page.locator('tbody tr').filter({ hasText: text });
const card = (title: string) =>
  page.locator('li li').filter({ has: page.getByRole('link', { name: title, exact: true }) });
const leadWhere = (where: object): Promise<any> =>
  app.strapi.db.query('plugin::crm.lead').findOne({ where });

/** The lead that somebody has asked to close. */
const asked = () => leadWhere({ pendingCloseRequest: { id: { $notNull: true } } });

async function download(): Promise<string[]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('leads.csv');
  const text = await readFile(await file.path(), 'utf8');
  return text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\n');
}

describe('the list of leads', () => {
  it('is saved as a file: the whole view, with the columns that are shown', async () => {
    await page.goto('/admin/plugins/crm/leads?view=all&pageSize=10');
    await row('Refit of the harbour house').or(page.locator('tbody tr').nth(9)).first().waitFor();
    const all = await app.strapi.db.query('plugin::crm.lead').count();

    const [head, ...lines] = await download();
    const value = page.locator('thead').getByText('Estimated value');
    await value.click();
    await page.waitForURL(/sort=estimatedValue/);
    const cheapest = await download();
    await page.getByRole('button', { name: 'Lost', exact: true }).click();
    await row('Lights for the quarry').waitFor();
    const lost = await download();

    expect(head).toBe('Title,Stage,Status,Outcome,Owner,Lead score,Estimated value,Next event at');
    expect(lines).toHaveLength(all);
    expect(all).toBeGreaterThan(10);
    const values = cheapest
      .slice(1)
      .map((line) => Number(line.split(',').at(-2)))
      .filter((amount) => amount > 0);
    expect(values.length).toBeGreaterThan(5);
    expect(values).toEqual(values.toSorted((x, y) => x - y));
    expect(cheapest.slice(1).toSorted()).toEqual(lines.toSorted());
    expect(lost.join('\n')).toContain('Lights for the quarry');
    expect(lost.length - 1).toBe(
      await app.strapi.db.query('plugin::crm.lead').count({ where: { outcome: 'lost' } }),
    );
  });

  it('R16: marks the lead that waits for a decision, as its card does', async () => {
    const { title } = await asked();
    await page.goto(`/admin/plugins/crm/leads?_q=${encodeURIComponent(title)}`);
    await row(title).getByText('Approval pending').waitFor();
    await picture(page, 'leads-waiting');

    await page.goto('/admin/plugins/crm/board');
    await card(title).getByText('Approval pending').waitFor();
    await picture(page, 'board-waiting');

    expect(await page.getByText('Approval pending').count()).toBe(1);
  });

  it('R27: shows as due what the server says is due', async () => {
    const { documentId, title } = await leadWhere({ title: 'Tour for the Novaks' });
    const event = (dueAt: Date) =>
      app.strapi.documents('plugin::crm.calendar-event' as never).create({
        data: { title: 'Call', dueAt: dueAt.toISOString(), lead: documentId },
      } as never);
    // Its next event is long past, which would hide the one of tomorrow.
    await event(new Date('2020-01-01T10:00:00Z'));
    await event(new Date(Date.now() + 86_400_000));

    await page.goto('/admin/plugins/crm/leads?view=due&pageSize=100');
    await row(title).waitFor();
    const shown = await page.locator('tbody tr').count();

    expect(shown).toBe((await dueLeads()).length);
  });

  const dueLeads = async (): Promise<number[]> => {
    const { connection } = app.strapi.db;
    const DAY = 86_400_000;
    const start = new Date();
    start.setUTCHours(0, 0, 0, 0);
    const from = new Date(start.getTime() - 3 * DAY).getTime();
    const to = new Date(start.getTime() + 4 * DAY).getTime();
    const open = connection('crm_leads').where({ active: true, status: 'open' }).select('id');
    const events = connection('crm_calendar_events')
      .whereNull('completed_at')
      .whereNull('cancelled_at')
      .where('due_at', '>=', from)
      .where('due_at', '<', to)
      .pluck('lead_key');
    const tasks = connection('crm_tasks')
      .where({ status: 'open' })
      .where('due_at', '>=', from)
      .where('due_at', '<', to)
      .pluck('lead_key');
    const due = new Set([...(await events), ...(await tasks)]);
    return (await open).map(({ id }: { id: number }) => id).filter((id: number) => due.has(id));
  };

  it('has no serious barrier', async () => {
    expect(await seriousViolations(page)).toEqual([]);
  });
});

describe('closing a lead', () => {
  const dialog = () => page.getByRole('dialog');
  const groups = () => dialog().getByRole('combobox', { name: 'Contact groups' });
  const close = () => dialog().getByRole('button', { name: 'Close as lost', exact: true });

  it('L15 L20: begins with the configured groups, and a role that has to name one can', async () => {
    const { documentId, id } = await leadWhere({ title: 'Office screens for Norvik' });
    await app.strapi
      .documents('plugin::crm.contact-group' as never)
      .create({ data: { name: 'Spring letter' } } as never);
    await app.strapi.store({ type: 'plugin', name: 'crm', key: 'settings' }).set({
      value: { closeLost: { required: { crm_manager: ['contactGroups'] } } },
    });
    await openRecord(page, 'lead', documentId);
    await chooseAction(page, 'Close as lost');
    await dialog().getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: 'Not ready' }).click();
    await groups().getByText('Live Leads').waitFor();
    await picture(page, 'closing-groups');

    await groups().click();
    await page.getByRole('option', { name: 'Live Leads' }).click();
    await page.keyboard.press('Escape');
    const off = await close().isDisabled();
    await groups().click();
    await page.getByRole('option', { name: 'Spring letter' }).click();
    await page.keyboard.press('Escape');
    await close().click();
    await dialog().waitFor({ state: 'detached' });

    expect(off).toBe(true);
    expect(await leadWhere({ id })).toMatchObject({ outcome: 'lost' });
    expect(await groupsOfPeopleOn(id)).toContain('Spring letter');
  });

  /** The groups that somebody on a lead is in. */
  async function groupsOfPeopleOn(id: number): Promise<string[]> {
    const people = await app.strapi.db
      .query('plugin::crm.lead-contact')
      .findMany({ where: { lead: { id } }, populate: { contact: true } });
    const found = await app.strapi.db.query('plugin::crm.contact-group').findMany({
      where: { contacts: { id: { $in: people.map(({ contact }: any) => contact.id) } } },
    });
    return found.map(({ name }: { name: string }) => name);
  }
});

describe('a report on paper', () => {
  it('L22: is black on white in the dark as well, without what could be clicked', async () => {
    const dark = await panel.as('max', { theme: 'dark' });
    await dark.goto('/admin/plugins/crm/reports');
    const table = dark.locator('table');
    await table.waitFor();
    await dark.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await picture(dark, 'report-print');
    const looks = (selector: string) =>
      dark
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          return { color, backgroundColor };
        });

    expect(await looks('td span')).toMatchObject({ color: 'rgb(0, 0, 0)' });
    expect(await looks('body')).toMatchObject({ backgroundColor: 'rgb(255, 255, 255)' });
    expect(await looks('[data-crm-bar]')).not.toMatchObject({
      backgroundColor: 'rgba(0, 0, 0, 0)',
    });
    expect(await dark.getByRole('navigation').locator('visible=true').count()).toBe(0);
    expect(await dark.getByRole('button').locator('visible=true').count()).toBe(0);
    expect(await dark.getByRole('figure', { includeHidden: true }).isVisible()).toBe(true);
    expect(await table.isVisible()).toBe(true);
  });
});
