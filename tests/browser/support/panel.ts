import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { appForTests, type App, type Person } from '../../support/app';
import { openSession } from '../../support/people';

/** The real panel in a real browser, on the application of this test. */
export interface Panel {
  /** A page of one person who has logged in: of this test's people, or of the demo's. */
  as(person: Person | DemoPerson, options?: PageOptions): Promise<Page>;
  /** A page of somebody who has yet to log in. */
  stranger(): Promise<Page>;
  /** What the login form would hand out to this person. */
  tokenOf(person: Person | DemoPerson): Promise<string>;
  close(): Promise<void>;
}

/** By the part of their address before the @; see design.md, section 6. */
export type DemoPerson = 'ada' | 'eve' | 'max' | 'sam' | 'sue' | 'mia';

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
  // Before the application comes: what listens to the process then is left alone when it goes.
  beforeAll(() => openChromium());
  // Before the application goes: a server does not stop while a browser holds on to it.
  afterAll(() => panel.close());
  const app = appForTests({ demo });
  beforeAll(async () => void Object.assign(panel, await openPanel(app)));
  return { app, panel };
}

async function openPanel(app: App): Promise<Panel> {
  const address = await listen(app);
  const browser = await openChromium();
  const contexts: BrowserContext[] = [];
  const tokenOf = async (person: string): Promise<string> => {
    const user = await app.strapi.db
      .query('admin::user')
      .findOne({ where: { email: `${person}@crm.example` } });
    return openSession(app.strapi, 'admin', user.id);
  };
  const pageFor = async (token: string | null, options: PageOptions = {}): Promise<Page> => {
    const context = await open(browser, address, options);
    contexts.push(context);
    const { theme = 'light', language = 'en' } = options;
    await context.addInitScript(arrive, { token, theme, language });
    const page = await context.newPage();
    // A whole panel loads at first; a busy machine takes its time.
    page.setDefaultTimeout(45_000);
    return page;
  };
  return {
    tokenOf,
    as: async (person, options) => pageFor(await tokenOf(person), options),
    stranger: () => pageFor(null),
    async close() {
      for (const context of contexts) await context.close();
    },
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

const open = (
  browser: Browser,
  address: string,
  { theme = 'light', width = 1440, height = 1000 }: PageOptions,
): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: address,
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });

interface Arrival {
  readonly token: string | null;
  readonly theme: string;
  readonly language: string;
}

/** Runs in the browser, before the panel does: as if somebody had logged in and come back. */
function arrive({ token, theme, language }: Arrival): void {
  if (token !== null) {
    localStorage.setItem('jwtToken', JSON.stringify(token));
    localStorage.setItem('isLoggedIn', 'true');
  }
  localStorage.setItem('STRAPI_THEME', theme);
  localStorage.setItem('strapi-admin-language', language);
  // Strapi's own announcement above every page, until it is closed once.
  for (const legacy of [true, false]) {
    for (const scope of [undefined, false]) {
      localStorage.setItem(`STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_${legacy}:${scope}`, 'true');
    }
  }
}

/** Goes to a page of the panel as a click on a link does; the first time the panel has to load. */
export async function visit(page: Page, address: string): Promise<void> {
  if (!page.url().includes('/admin/')) return void (await page.goto(address));
  // Over an address that nobody has: what was there is gone for certain, and what comes asks anew.
  await moveTo(page, '/admin/nowhere');
  await page.getByRole('heading', { name: /not found|nicht gefunden/i }).waitFor();
  await moveTo(page, address);
}

const moveTo = (page: Page, address: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);

/** The form of a record in the Content Manager; waits until the panels beside it are there. */
export async function openRecord(page: Page, record: string, documentId: string): Promise<void> {
  const form = `/admin/content-manager/collection-types/plugin::crm.${record}/${documentId}`;
  // The Content Manager remembers a record that it has shown; a person would press reload.
  await (page.url().includes(documentId) ? page.goto(form) : visit(page, form));
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

/** What all of these say, once the first of them is there: a menu may still be asking for what it offers. */
export async function textsOf(items: Locator): Promise<string[]> {
  await items.first().waitFor();
  return items.allInnerTexts();
}

/** What the menu of the other actions says, the greyed ones with their reasons. */
export async function otherActions(page: Page): Promise<Locator> {
  await panelOf(page, SAID.en.lifecycle).getByRole('button', { name: SAID.en.more }).click();
  return page.getByRole('menuitem');
}

/** Does something to the record whose form is open, and waits until the form has read it anew. */
export async function rereading(
  page: Page,
  documentId: string,
  deed: () => Promise<void>,
): Promise<void> {
  const read = page.waitForResponse(
    (response) =>
      response.request().method() === 'GET' &&
      /\/content-manager\/collection-types\/[^/]+\/[^/]+$/.test(new URL(response.url()).pathname) &&
      response.url().includes(documentId),
  );
  await deed();
  await read;
}

/** Does it hold the focus? It is given back a moment after a dialog has gone. */
export const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate(async (one) => {
    for (let looked = 0; looked < 40 && document.activeElement !== one; looked += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return document.activeElement === one;
  });

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
