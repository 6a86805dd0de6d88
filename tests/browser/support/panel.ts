import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { appForTests, type App, type Person } from '../../support/app';

const PASSWORD = 'Crm-demo-2026';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
];

/** The real panel in a real browser, on the application of this test. */
export interface Panel {
  /** A page of one person who has logged in: of this test's people, or of the demo's. */
  as(person: Person | DemoPerson, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** By the part of their address before the @; see design.md, section 6. */
type DemoPerson = 'ada' | 'eve' | 'max' | 'sam' | 'sue' | 'mia';

interface PageOptions {
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en' | 'de';
  readonly width?: number;
  readonly height?: number;
}

/** The application of a test file, with a browser in front of it; there from the first test on. */
export function panelForTests({ demo = false } = {}): { app: App; panel: Panel } {
  const panel = {} as Panel;
  // A notification is gone after seconds, and a busy machine may not look in time: asked once more.
  jest.retryTimes(1, { logErrorsBeforeRetry: true });
  // Before the application goes: a server does not stop while a browser holds on to it.
  afterAll(() => panel.close());
  const app = appForTests(demo ? { people: false, env: { CRM_SEED: 'demo' } } : {});
  beforeAll(async () => void Object.assign(panel, await openPanel(app)));
  return { app, panel };
}

async function openPanel(app: App): Promise<Panel> {
  const address = await listen(app);
  const browser = await chromium.launch({
    executablePath: process.env['CRM_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  return {
    as: (person, options) => logIn(browser, address, person, options),
    close: () => browser.close(),
  };
}

async function listen({ strapi }: App): Promise<string> {
  const server = strapi.server.httpServer;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function logIn(
  browser: Browser,
  address: string,
  person: string,
  { theme = 'light', language = 'en', width = 1440, height = 1000 }: PageOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-GB',
  });
  await context.addInitScript(
    ([chosenTheme, chosenLanguage]) => {
      localStorage.setItem('STRAPI_THEME', chosenTheme);
      localStorage.setItem('strapi-admin-language', chosenLanguage);
    },
    [theme, language] as const,
  );
  const page = await context.newPage();
  // A whole panel loads with each page; a busy machine takes its time.
  page.setDefaultTimeout(45_000);
  await page.goto('/admin/auth/login');
  await page.fill('input[name=email]', `${person}@crm.example`);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('button[type=submit]');
  await page.waitForURL((url) => !url.pathname.includes('/auth/'));
  await closeNews(page);
  return page;
}

/** Strapi's own announcement above every page, until it is closed once. */
async function closeNews(page: Page): Promise<void> {
  const news = page.getByText('Introducing the new Media Library');
  const close = news.locator('xpath=ancestor::*[.//button][1]').getByRole('button');
  const shown = await close.waitFor({ timeout: 10_000 }).then(
    () => true,
    () => false,
  );
  if (shown) await close.click();
}

/** The form of a record in the Content Manager; waits until the panels beside it are there. */
export async function openRecord(page: Page, record: string, documentId: string): Promise<void> {
  await page.goto(`/admin/content-manager/collection-types/plugin::crm.${record}/${documentId}`);
  await page.getByRole('heading', { name: /^(history|usage|verlauf)$/i }).waitFor();
}

/** One of the panels beside a form, by its title. */
export const panelOf = (page: Page, title: string) =>
  page.locator('aside').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

const SAID = {
  en: { lifecycle: 'Lifecycle', more: 'Other actions' },
  de: { lifecycle: 'Lebenszyklus', more: 'Weitere Aktionen' },
} as const;

/** Opens the dialog of an action, by its button or, where it has none, from the menu of the others. */
export async function chooseAction(
  page: Page,
  name: string,
  language: keyof typeof SAID = 'en',
): Promise<void> {
  const { lifecycle, more } = SAID[language];
  const panel = panelOf(page, lifecycle);
  await panel.getByRole('button', { name: more }).waitFor();
  const button = panel.getByRole('button', { name, exact: true });
  if ((await button.count()) > 0) return button.click();
  await panel.getByRole('button', { name: more }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** What the menu of the other actions says, the greyed ones with their reasons. */
export async function otherActions(page: Page): Promise<Locator> {
  await panelOf(page, SAID.en.lifecycle).getByRole('button', { name: SAID.en.more }).click();
  return page.getByRole('menuitem');
}

/** Keeps a picture where CRM_TEST_SCREENSHOTS names a folder, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['CRM_TEST_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  // What is still sliding or fading in would come out pale.
  await page.evaluate(() =>
    Promise.race([
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]),
  );
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
