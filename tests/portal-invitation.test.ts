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
const { post, me, deed, tokensOf } = portal(app);

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
