import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { panelForTests, picture, visit } from './support/panel';

jest.setTimeout(240_000);

/* L22: what the manager reads, and hands on. */

const { panel } = panelForTests({ demo: true });
let page: Page;

beforeAll(async () => {
  page = await panel.as('max');
});

const choose = async (box: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: box, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const line = (text: string) => page.getByRole('row').filter({ hasText: text });
const shown = (title: string) => page.getByRole('heading', { level: 2, name: title }).waitFor();

describe('a manager who reads the reports', () => {
  it('L22: sees why leads were lost, as a chart and as a table that add up', async () => {
    await visit(page, '/admin/plugins/crm/reports');
    await shown('Why leads were lost');
    await line('Bought elsewhere').waitFor();
    await picture(page, 'report-lost-reasons');
    const bars = await page.locator('figure').innerText();
    const rows = await page.getByRole('row').allInnerTexts();
    const counts = rows
      .slice(1)
      .map((text) => Number(text.split(/\s*[\t\n]\s*/)[1]?.replace(',', '')));
    const total = counts.pop();

    await page.getByText('From', { exact: true }).waitFor();

    expect(bars).toContain('Financial');
    expect(counts.length).toBeGreaterThan(2);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  it('L22: groups them otherwise, and draws another figure', async () => {
    await choose('Group by', 'By owner');
    await line('Sam Sales').first().waitFor();
    await choose('Figure in the chart', 'Value');
    const bars = await page.locator('figure').innerText();

    expect(new URL(page.url()).searchParams.get('by')).toBe('owner');
    expect(bars).toMatch(/Value[^]*42,000/i);
  });

  it.each([
    ['What became of the leads', 'Conversion'],
    ['Time in each stage', 'Average'],
    ['Owners', 'Open'],
  ])('has the report "%s"', async (title, figure) => {
    await choose('Report', title);
    await shown(title);
    await page.locator('thead').getByText(figure, { exact: true }).waitFor();
    await picture(page, `report-${title.toLowerCase().replaceAll(' ', '-')}`);

    expect(await page.getByRole('row').count()).toBeGreaterThan(2);
  });

  it('is told at the day itself that it lies before the first one, in their own language', async () => {
    const backwards = '/admin/plugins/crm/reports?from=2026-03-31&to=2026-01-01';
    const german = await panel.as('max', { language: 'de' });
    await visit(german, backwards);
    await german
      .getByText('Wählen Sie einen Tag, der nicht vor dem ersten liegt.')
      .first()
      .waitFor();
    await picture(german, 'report-backwards');
    const read = await german.locator('main').innerText();

    expect(read).not.toMatch(/\bto:|Choose a day/);
  });

  it('hands on what it shows, as a file for a spreadsheet', async () => {
    const rows = await page.getByRole('row').count();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split(/\r?\n/);

    expect(file.suggestedFilename()).toBe('owners.csv');
    // The total below the table is the spreadsheet's own to make.
    expect(lines).toHaveLength(rows - 1);
    expect(lines.join()).toContain('Sam Sales');
  });

  it('prints without what cannot be clicked on paper', async () => {
    await page.emulateMedia({ media: 'print' });
    const button = await page.getByRole('button', { name: 'Download CSV' }).isVisible();
    const table = await line('Total').isVisible();
    await page.getByText(/everybody's leads · By owner/).waitFor();
    await picture(page, 'report-printed');
    await page.emulateMedia({ media: null });

    expect([button, table]).toEqual([false, true]);
  });

  it('makes no other day of one that it cannot read, and reads it once it is right', async () => {
    await visit(page, '/admin/plugins/crm/reports');
    await line('Bought elsewhere').waitFor();
    const from = page.getByRole('combobox', { name: 'From' });
    await from.fill('24/12/2025');
    await from.press('Enter');
    await page
      .getByText(
        'This cannot be read as a date. Write month/day/year, like 12/31/2026, or 2026-12-31.',
      )
      .waitFor();
    await picture(page, 'report-unread-day');
    const typed = await from.inputValue();
    const reports = await page.locator('table').count();
    await from.fill('2025-12-24');
    await from.press('Enter');
    await line('Bought elsewhere').waitFor();

    expect([typed, reports]).toEqual(['24/12/2025', 0]);
    expect(await from.inputValue()).toBe('12/24/2025');
    expect(new URL(page.url()).searchParams.get('from')).toBe('2025-12-24');
  });

  it('says what is wrong with an address that names no day', async () => {
    await visit(page, '/admin/plugins/crm/reports?report=nonsense&from=2026-13-45');
    await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
    await page
      .getByText(/^This cannot be read as a date/)
      .first()
      .waitFor();
    await picture(page, 'report-no-day');

    expect(await page.getByText('Something went wrong').count()).toBe(0);
  });
});

describe('sales who read the reports', () => {
  it('L22: are shown their own leads alone, and told so', async () => {
    const sam = await panel.as('sam');
    await visit(sam, '/admin/plugins/crm/reports?report=owners');
    await sam.getByText(/your own leads/).waitFor();
    const table = await sam.locator('table').innerText();

    expect(table).toContain('Sam Sales');
    expect(table).not.toContain('Sue Sales');
  });
});
