import type { Page, Request } from 'playwright-core';
import { untilQuiet, type App } from '../../support/app';
import { crmTables, readTables } from '../../support/rows';

interface Deed {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body: Record<string, unknown>;
}

/** Every writing request that the panel makes of our doors and our records, as it is made. */
export function deedsOf(...pages: readonly Page[]): Deed[] {
  const deeds: Deed[] = [];
  for (const page of pages) {
    page.on('request', (request) => {
      const deed = deedFrom(request);
      if (deed !== undefined) deeds.push(deed);
    });
  }
  return deeds;
}

// Everybody switches their own notifications on and off: whoever asks for that asks for themselves.
const OURS = /^\/(crm\/(?!me$)|content-manager\/collection-types\/plugin::crm\.)/;

function deedFrom(request: Request): Deed | undefined {
  const method = request.method();
  const { pathname, search } = new URL(request.url());
  if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE') return undefined;
  return OURS.test(pathname)
    ? { method, url: `${pathname}${search}`, body: request.postDataJSON() ?? {} }
    : undefined;
}

interface Answer {
  /** Status, method and address. */
  readonly line: string;
  // Replies are JSON of any shape; tests look into them with matchers.
  readonly body: any;
}

interface Forged {
  readonly answers: readonly string[];
  /** The tables that are not as they were. */
  readonly changed: readonly string[];
}

/** The same requests, sent with the token of somebody whose panel has no such buttons. */
export async function forgedBy(
  token: string,
  { app, page, deeds }: { app: App; page: Page; deeds: readonly Deed[] },
): Promise<Forged> {
  const tables = crmTables(app.strapi);
  await untilQuiet(app.strapi);
  const before = await readTables(app.strapi, tables);
  const answers: string[] = [];
  for (const deed of deeds) answers.push((await send(page, token, deed)).line);
  const after = await readTables(app.strapi, tables);
  const changed = tables.filter(
    (table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]),
  );
  return { answers, changed };
}

/**
 * From now on somebody else tries each of these requests just before the panel makes it, while it can
 * still be done: what they are answered.
 */
export async function triedFirst(page: Page, token: string, address: RegExp): Promise<Answer[]> {
  const answers: Answer[] = [];
  await page.route(address, async (route) => {
    const deed = deedFrom(route.request());
    if (deed !== undefined) answers.push(await send(page, token, deed));
    await route.fallback();
  });
  return answers;
}

async function send({ request }: Page, token: string, deed: Deed): Promise<Answer> {
  const { method, url, body } = deed;
  const reply = await request.fetch(url, {
    method,
    data: body,
    headers: { authorization: `Bearer ${token}` },
  });
  return {
    line: `${reply.status()} ${method} ${url.replace(/[a-z0-9]{24}/g, ':id')}`,
    body: await reply.json(),
  };
}
