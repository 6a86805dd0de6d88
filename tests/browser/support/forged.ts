import type { Page, Request } from 'playwright-core';
import { PASSWORD } from '../../support/people';

interface Deed {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body: Record<string, unknown>;
}

/** Every writing request that the panel makes of our doors and our records, as it is made. */
export function deedsOf(page: Page): Deed[] {
  const deeds: Deed[] = [];
  page.on('request', (request) => {
    const deed = deedFrom(request);
    if (deed !== undefined) deeds.push(deed);
  });
  return deeds;
}

const OURS = /^\/(crm\/|content-manager\/collection-types\/plugin::crm\.)/;

function deedFrom(request: Request): Deed | undefined {
  const method = request.method();
  const { pathname, search } = new URL(request.url());
  if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE') return undefined;
  return OURS.test(pathname)
    ? { method, url: `${pathname}${search}`, body: request.postDataJSON() ?? {} }
    : undefined;
}

/** The same requests, sent by somebody whose panel has no such buttons: what each is answered. */
export async function forgedBy(
  { request }: Page,
  email: string,
  deeds: readonly Deed[],
): Promise<string[]> {
  const login = await request.post('/admin/login', { data: { email, password: PASSWORD } });
  const { data } = (await login.json()) as { data: { token: string } };
  const answers: string[] = [];
  for (const { method, url, body } of deeds) {
    const reply = await request.fetch(url, {
      method,
      data: body,
      headers: { authorization: `Bearer ${data.token}` },
    });
    answers.push(`${reply.status()} ${method} ${url.replace(/[a-z0-9]{24}/g, ':id')}`);
  }
  return answers;
}
