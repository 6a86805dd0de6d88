import { createHash } from 'node:crypto';
import request from 'supertest';
import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';

/* A member's calendar behind an address that is its own key. */

const app = appForTests();
const a = builders(app);
const URL = '/api/crm/calendar-feed';

beforeAll(async () => {
  await app.as.admin.put('/api/crm/settings', { data: { timeZone: 'Europe/Berlin' } });
});

/** A calendar program: it has the address and nothing else. */
const read = (address: string, headers: Record<string, string> = {}) =>
  request(app.strapi.server.httpServer)
    .get(address.replace(/^https?:\/\/[^/]+/, ''))
    .set(headers);

const addressOf = async (who: 'sales' | 'sue' | 'marketeer'): Promise<string> =>
  (await app.as[who].post(URL)).body.data.url;

const event = (data: object): Promise<Made> =>
  a.create('calendar-event', { dueAt: '2026-01-01', ...data });
const soon = new Date(Date.now() + 2 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** Long lines are folded; a reader puts them together again. */
const unfolded = (text: string): string => text.replaceAll('\r\n ', '');

describe('the calendar feed', () => {
  it('has what is mine to do: in UTC, whole days as days of the zone, texts escaped', async () => {
    const lead = await a.lead({ title: 'House, with a garden; and more' });
    const mine = { assignee: app.members.sales.documentId };
    await event({ ...mine, title: 'Call: "now"', lead: lead.documentId, dueAt: `${soon}T09:00` });
    await event({
      ...mine,
      title: 'Whole day',
      lead: lead.documentId,
      dueAt: soon,
      notes: 'One\nTwo',
    });
    await event({
      title: 'Of somebody else',
      lead: lead.documentId,
      dueAt: soon,
      assignee: app.members.sue.documentId,
    });
    const done = await event({ ...mine, title: 'Done', lead: lead.documentId, dueAt: soon });
    await app.as.sales.post(`/api/crm/calendar-events/${done.documentId}/complete`, {});
    await a.create('task', {
      title: 'Write',
      lead: lead.documentId,
      dueAt: `${soon}T12:00:00Z`,
      ...mine,
    });

    const reply = await read(await addressOf('sales'));

    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const text = unfolded(reply.text);
    const hour = berlinHour(soon, 9);
    expect(text).toContain(`DTSTART:${soon.replaceAll('-', '')}T${hour}0000Z`);
    expect(text).toContain(`DTSTART;VALUE=DATE:${soon.replaceAll('-', '')}`);
    expect(text).toContain('SUMMARY:Call: "now" – House\\, with a garden\\; and more');
    expect(text).toContain('DESCRIPTION:One\\nTwo');
    expect(text).toContain('SUMMARY:Write – ');
    expect(text).not.toContain('Of somebody else');
    expect(text).not.toContain('SUMMARY:Done');
    expect(reply.text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  it('is not sent again while nothing has changed (ETag)', async () => {
    const address = await addressOf('sue');
    const first = await read(address);
    const again = await read(address, { 'If-None-Match': first.headers['etag'] ?? '' });
    const lead = await a.lead();
    await event({
      title: 'New',
      lead: lead.documentId,
      dueAt: soon,
      assignee: app.members.sue.documentId,
    });
    const changed = await read(address, { 'If-None-Match': first.headers['etag'] ?? '' });

    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).not.toBe(first.headers['etag']);
  });

  it('keeps only a hash of its secret, and a new address ends the old one', async () => {
    const old = await addressOf('marketeer');
    const secret = /calendar-feed\/([\w-]+)\.ics$/.exec(old)?.[1] ?? '';
    const { calendarFeed } = await a.read('member', app.members.marketeer);
    const fresh = await addressOf('marketeer');

    expect(secret).toHaveLength(43);
    expect(calendarFeed).toBe(createHash('sha256').update(secret).digest('hex'));
    expect((await read(old)).status).toBe(404);
    expect((await read(fresh)).status).toBe(200);
  });

  it('is taken back by its owner, and gone with the owner', async () => {
    const address = await addressOf('marketeer');
    expect((await app.as.marketeer.get(URL)).body.data).toEqual({ active: true });

    await a.force('member', app.members.marketeer, { active: false });
    const left = await read(address);
    await a.force('member', app.members.marketeer, { active: true });
    const back = await read(address);
    const revoked = await app.as.marketeer.delete(URL);

    expect([left.status, back.status]).toEqual([404, 200]);
    expect(revoked.body.data).toEqual({ active: false });
    expect((await read(address)).status).toBe(404);
    expect((await app.as.marketeer.get(URL)).body.data).toEqual({ active: false });
  });

  it('is a key of its own: neither another password nor another role makes it worthless', async () => {
    const address = await addressOf('marketeer');
    const { apiUserKey } = await a.read('member', app.members.marketeer);

    await app.strapi
      .plugin('users-permissions')
      .service('user')
      .edit(apiUserKey, { password: 'Another-password-1' });
    const [role] = await app.strapi.db
      .query('plugin::crm.role')
      .findMany({ where: { key: 'crm_sales' } });
    await app.as.admin.put(`/api/crm/members/${app.members.marketeer.documentId}`, {
      data: { roles: [role.documentId] },
    });

    expect((await read(address)).status).toBe(200);
  });

  it('is gone with a member who is deleted', async () => {
    const address = await addressOf('sue');

    await app.strapi.db.query('plugin::crm.member').delete({ where: { id: app.members.sue.id } });

    expect((await read(address)).status).toBe(404);
  });

  it.each(['', 'short', 'x'.repeat(43), `${'x'.repeat(43)}%00`])(
    'is not there for who guesses (%j)',
    async (secret) => {
      expect([400, 404]).toContain((await read(`${URL}/${secret}.ics`)).status);
    },
  );

  it('shows the hash to nobody, and takes none from anybody', async () => {
    await addressOf('sales');
    const { documentId } = app.members.sales;

    const seen = await app.as.admin.get(`/api/crm/members/${documentId}`);
    await app.as.admin.put(`/api/crm/members/${documentId}`, { data: { calendarFeed: 'known' } });

    expect(seen.body.data).not.toHaveProperty('calendarFeed');
    expect((await a.read('member', app.members.sales)).calendarFeed).not.toBe('known');
  });

  it('is closed to whoever is no member', async () => {
    expect((await app.nobody.post(URL)).status).toBe(403);
    expect((await (await app.token('full-access')).post(URL)).status).toBe(403);
  });
});

/** What the clocks of UTC show when those of Berlin show this hour. */
function berlinHour(day: string, hour: number): string {
  const noon = new Date(`${day}T12:00:00Z`);
  const there = Number(
    new Intl.DateTimeFormat('en', {
      timeZone: 'Europe/Berlin',
      hour: 'numeric',
      hour12: false,
    }).format(noon),
  );
  return String(hour - (there - 12)).padStart(2, '0');
}
