import { appForTests } from './support/app';
import { builders } from './support/builders';
import { startMailServer, type MailServer } from './support/mail-server';
import { portal } from './support/portal';

/* P2, R30: the invitation as it is really sent, and decided when it is sent. */

const env: Record<string, string> = {};
let mail: MailServer;

beforeAll(async () => {
  mail = await startMailServer();
  Object.assign(env, mail.env);
});
afterAll(() => mail.stop());

const app = appForTests({ env });
const a = builders(app);
const { post, me, deed, tokensOf, person, userOf } = portal(app);

const deliver = (): Promise<unknown> => app.strapi.plugin('crm').service('outbox').deliver();

describe('the mail of an invitation', () => {
  it('P2: carries a token that makes a login, once', async () => {
    const email = 'invited@customers.example';
    const contact = await a.contact({ email });

    const reply = await deed({ contact, email }, 'invite');
    await deliver();

    expect(reply.status).toBe(200);
    const [letter] = mail.received.filter(({ to }) => to.includes(email));
    expect(letter?.subject).toContain('portal');
    const token =
      /invitation: ([\w-]+)/.exec((letter?.text ?? '').replaceAll('=3D', '='))?.[1] ?? '';
    const rows = await app.strapi.db.connection('crm_outbox').select();
    expect(JSON.stringify(rows)).not.toContain(token);
    const password = 'Portal-password-1';
    expect((await post('/api/crm/portal/accept', { data: { token, password } })).status).toBe(200);
    expect((await post('/api/crm/portal/accept', { data: { token, password } })).status).toBe(400);
    expect((await me((await tokensOf({ contact, email })).jwt)).status).toBe(200);
  });

  it('R30: does not go to who has asked for silence meanwhile', async () => {
    const email = 'silent@customers.example';
    const contact = await a.contact({ email });
    mail.behave('refuse');
    await deed({ contact, email }, 'invite');
    await deliver();
    await app.as.sales.put(`/api/crm/contacts/${contact.documentId}`, {
      data: { doNotContact: true },
    });
    mail.behave('accept');

    await app.strapi
      .plugin('crm')
      .service('outbox')
      .deliver({
        clock: () => new Date(Date.now() + 3_600_000),
      });

    expect(mail.received.filter(({ to }) => to.includes(email))).toEqual([]);
  });
});

describe('R30: who is not to be written to', () => {
  const SILENT: readonly (readonly [string, object])[] = [
    ['wants no contact', { do_not_contact: true }],
    ['has died', { deceased: true }],
  ];
  const mailsTo = (email: string) => mail.received.filter(({ to }) => to.includes(email));

  it('others are sent a way to a new password', async () => {
    const who = await person();

    await post('/api/auth/forgot-password', { email: who.email });

    expect(mailsTo(who.email)).toHaveLength(1);
  });

  it.each(SILENT)('who %s is not, and hears what a stranger hears', async (_why, columns) => {
    const who = await person();
    await a.force('contact', who.contact, columns);

    for (const route of ['forgot-password', 'send-email-confirmation']) {
      const silent = await post(`/api/auth/${route}`, { email: who.email });
      const stranger = await post(`/api/auth/${route}`, { email: 'nobody@customers.example' });
      expect(silent.status).toBe(stranger.status);
      expect(Object.keys(silent.body)).toEqual(Object.keys(stranger.body));
    }

    expect(mailsTo(who.email)).toEqual([]);
    expect(await userOf(who)).toMatchObject({ resetPasswordToken: null });
  });

  it.each(SILENT)('an invitation that waits is not sent to who %s', async (_why, columns) => {
    const email = `waits-${Math.random()}@customers.example`;
    const contact = await a.contact({ email });
    mail.behave('refuse');
    await deed({ contact, email }, 'invite');
    await deliver();
    await a.force('contact', contact, columns);
    mail.behave('accept');

    await app.strapi
      .plugin('crm')
      .service('outbox')
      .deliver({ clock: () => new Date(Date.now() + 3_600_000) });

    expect(mailsTo(email)).toEqual([]);
  });

  it('R29: nor to who has been erased meanwhile', async () => {
    const email = 'erased@customers.example';
    const contact = await a.contact({ email });
    mail.behave('refuse');
    await deed({ contact, email }, 'invite');
    await deliver();
    await app.as.admin.post(`/api/crm/contacts/${contact.documentId}/erase`);
    mail.behave('accept');

    await app.strapi
      .plugin('crm')
      .service('outbox')
      .deliver({ clock: () => new Date(Date.now() + 3_600_000) });

    expect(mailsTo(email)).toEqual([]);
  });

  it('what the team is told of a lead goes to the team alone, whoever is on it', async () => {
    const email = 'on-a-lead@customers.example';
    const lead = await a.lead({ title: 'About somebody' });
    await a.link(lead, await a.contact({ email }), {
      primaryIndividual: true,
      primaryContact: true,
    });
    const before = mail.received.length;

    await app.as.manager.post(`/api/crm/leads/${lead.documentId}/assign`, {
      data: { owner: app.members.sales.documentId },
    });
    await deliver();

    const sent = mail.received.slice(before);
    const member = await a.read('member', app.members.sales);
    expect(sent.map(({ to }) => to).flat()).toEqual([member.email]);
  });
});
