import { setTimeout as sleep } from 'node:timers/promises';
import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { PORTAL_PASSWORD, portal, type PortalPerson, type Tokens } from './support/portal';

/*
 * I18, D8: every kind of token × each event × before and after, where Strapi keeps sessions and where it
 * gives out tokens without. A token is really used each time: read with, renewed, changed a password by.
 */

const app = appForTests();
const a = builders(app);
const { post, me, person, invitationOf, logIn, tokensOf, refresh, userOf, deed } = portal(app);

const users = () => app.strapi.db.query('plugin::users-permissions.user');

interface Held extends Tokens {
  readonly who: PortalPerson;
  readonly resetToken: string;
  readonly confirmationToken: string;
}

const SESSIONS = 'refresh';
const NO_SESSIONS = 'legacy-support';

/** Strapi asks for it at each request. */
const manageTokens = (mode: string): void =>
  void app.strapi.config.set('plugin::users-permissions.jwtManagement', mode);
afterEach(() => manageTokens(SESSIONS));

/** A token without a session is known by the second of its making alone. */
const nextSecond = (): Promise<void> => sleep(1000 - (Date.now() % 1000) + 5);

/** A person of the portal with one of each token that Strapi gives out. */
async function holdEverything(mode: string): Promise<Held> {
  manageTokens(SESSIONS);
  const who = await person();
  manageTokens(mode);
  const tokens = await tokensOf(who);
  const [resetToken, confirmationToken] = [`reset-${who.email}`, `confirm-${who.email}`];
  const { id } = await userOf(who);
  await users().update({
    where: { id },
    data: { resetPasswordToken: resetToken, confirmationToken },
  });
  return { who, ...tokens, resetToken, confirmationToken };
}

/** Each way of coming in, by its token, and whether it let somebody in. */
const TOKENS: Readonly<Record<string, (held: Held) => Promise<boolean>>> = {
  'access token': async ({ jwt }) => (await me(jwt)).status === 200,
  'refresh token': async ({ refreshToken }) => {
    const reply = await refresh(refreshToken);
    return reply.status === 200 && (await me(reply.body.jwt)).status === 200;
  },
  'reset token': async ({ resetToken }) => {
    const password = 'Another-password-2';
    const reply = await post('/api/auth/reset-password', {
      code: resetToken,
      password,
      passwordConfirmation: password,
    });
    return reply.status === 200;
  },
  'confirmation token': async ({ confirmationToken }) => {
    const reply = await app.nobody.get(
      `/api/auth/email-confirmation?confirmation=${confirmationToken}`,
    );
    return reply.status < 400;
  },
  password: async ({ who }) => (await logIn(who.email)).status === 200,
  'new password by the access token': async ({ jwt }) => {
    const reply = await post(
      '/api/auth/change-password',
      {
        currentPassword: PORTAL_PASSWORD,
        password: 'Another-password-3',
        passwordConfirmation: 'Another-password-3',
      },
      jwt,
    );
    return reply.status === 200;
  },
};

type Event = (held: Held) => Promise<unknown>;

/** From the panel: its own sessions are the same, whatever those of the API are. */
const inPanel = (contact: Made, action: string, data: object = {}): Promise<Reply> =>
  app.inPanel.admin.post(`/crm/contacts/${contact.documentId}/${action}`, { data });

const inactive: Event = ({ who }) => inPanel(who.contact, 'deactivate', { reason: 'credit-hold' });
const activeAgain: Event = async (held) => {
  await inactive(held);
  await inPanel(held.who.contact, 'activate');
};
const deleted: Event = async (held) => {
  await inactive(held);
  const { documentId } = held.who.contact;
  const reply = await app.inPanel.admin.delete(
    `/content-manager/collection-types/plugin::crm.contact/${documentId}`,
  );
  expect(reply.status).toBe(200);
};
const erased: Event = async ({ who }) => {
  expect((await inPanel(who.contact, 'erase')).status).toBe(200);
};
const changedPassword: Event = async ({ who }) => {
  const { id } = await userOf(who);
  await app.strapi
    .plugin('users-permissions')
    .service('user')
    .edit(id, { password: 'Set-by-staff-1' });
};
const roleRefused: Event = async ({ who }) => {
  const { id } = await userOf(who);
  const role = await app.strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'crm_sales' } });
  const edited = app.strapi.plugin('users-permissions').service('user').edit(id, { role: role.id });
  await expect(edited).rejects.toMatchObject({ details: { code: 'field.guarded' } });
};

const NONE: readonly string[] = [];
const ALL = Object.keys(TOKENS);

/** What still lets in after each event. */
const EVENTS: readonly (readonly [string, Event, readonly string[]])[] = [
  ['nothing happened', async () => undefined, ALL],
  ['P2: the contact became inactive', inactive, NONE],
  // A password is no token: who knows it comes in again, by a new session (P5).
  ['P5: it was inactive and is active again', activeAgain, ['password']],
  ['P11: it was deleted', deleted, NONE],
  ['R29: it was erased', erased, NONE],
  // Confirming an address is no way in.
  ['its password was set anew', changedPassword, ['confirmation token']],
  ['I22: somebody tried to give it a role of the team', roleRefused, ALL],
];

describe.each([
  ['with sessions', SESSIONS, ALL],
  // Nothing renews a token that has no session.
  ['without sessions', NO_SESSIONS, ALL.filter((name) => name !== 'refresh token')],
])('tokens %s', (_mode, mode, tokens) => {
  const use = (name: string, held: Held): Promise<boolean> =>
    (TOKENS[name] as (typeof TOKENS)[string])(held);
  const all: Held[] = [];

  beforeAll(async () => {
    for (const [, , standing] of EVENTS) {
      // One for each that lets in, since that changes what the others are worth; one for those that do not.
      for (let made = 0; made <= standing.length; made += 1) all.push(await holdEverything(mode));
    }
    if (mode === NO_SESSIONS) await nextSecond();
  });
  beforeEach(() => manageTokens(mode));

  describe.each(EVENTS)('when %s', (_name, event, standing) => {
    let shut: Held;
    beforeAll(async () => {
      manageTokens(mode);
      shut = all.pop() as Held;
      await event(shut);
    });

    for (const name of tokens) {
      if (standing.includes(name)) {
        it(`the ${name} lets in`, async () => {
          const held = all.pop() as Held;

          await event(held);

          expect(await use(name, held)).toBe(true);
        });
      } else {
        it(`the ${name} lets nobody in`, async () => {
          expect(await use(name, shut)).toBe(false);
        });
      }
    }
  });
});

describe('an invitation that nobody has accepted yet', () => {
  const address = (): string => `invited-${Math.random()}@customers.example`;
  const EVENTS_OF_CONTACT: readonly (readonly [string, (contact: Made) => unknown, boolean])[] = [
    ['nothing happened', () => undefined, true],
    ['P2: its contact became inactive', (contact) => inPanel(contact, 'deactivate'), false],
    [
      'P5: its contact was inactive and is active again',
      async (contact) => {
        await inPanel(contact, 'deactivate');
        await inPanel(contact, 'activate');
      },
      false,
    ],
    [
      'P11: its contact was deleted',
      async (contact) => {
        await inPanel(contact, 'deactivate');
        await app.as.admin.delete(`/api/crm/contacts/${contact.documentId}`);
      },
      false,
    ],
    ['R29: its contact was erased', (contact) => inPanel(contact, 'erase'), false],
    ['a later one was sent', (contact) => inPanel(contact, 'invite'), false],
  ];

  it.each(EVENTS_OF_CONTACT)('when %s', async (_name, event, stands) => {
    const contact = await a.contact({ email: address() });
    const token = await invitationOf(contact);

    await event(contact);

    const accepted = await post('/api/crm/portal/accept', {
      data: { token, password: PORTAL_PASSWORD },
    });
    expect(accepted.status).toBe(stands ? 200 : 400);
  });
});

describe('an inactive contact', () => {
  const says = ({ status, body }: Reply): unknown => [status, body.error?.message];

  it('X22: hears what a stranger hears, with the right password and with a wrong one', async () => {
    const who = await person();
    await deed(who, 'deactivate');

    const right = await logIn(who.email);
    const wrong = await logIn(who.email, 'wrong-password');
    const stranger = await logIn('nobody@customers.example');

    expect(says(right)).toEqual(says(stranger));
    expect(says(wrong)).toEqual(says(stranger));
  });

  it('X22: is answered like a stranger when it asks for a new password or a confirmation', async () => {
    const who = await person();
    await deed(who, 'deactivate');

    for (const route of ['forgot-password', 'send-email-confirmation']) {
      const shut = await post(`/api/auth/${route}`, { email: who.email });
      const stranger = await post(`/api/auth/${route}`, { email: 'nobody@customers.example' });
      expect(shut.status).toBe(stranger.status);
      expect(Object.keys(shut.body)).toEqual(Object.keys(stranger.body));
    }
    expect(await userOf(who)).toMatchObject({ resetPasswordToken: null, confirmationToken: null });
  });

  it('I18: has a login that is blocked, and nobody opens it but by the contact', async () => {
    const who = await person();
    await deed(who, 'deactivate');
    const { id } = await userOf(who);

    const opened = users().update({ where: { id }, data: { blocked: false } });

    await expect(opened).rejects.toMatchObject({ details: { code: 'contact.inactive' } });
    expect(await userOf(who)).toMatchObject({ blocked: true });
  });

  it('I18: gets no token that is on its way in that very moment', async () => {
    const who = await person();
    await deed(who, 'deactivate');
    const { id } = await userOf(who);

    await users().update({ where: { id }, data: { resetPasswordToken: 'late' } });

    expect(await userOf(who)).toMatchObject({ resetPasswordToken: null });
  });

  it('P5: comes back with a new login, and stays blocked where it was blocked on its own', async () => {
    const [free, blocked] = [await person(), await person()];
    const { id } = await userOf(blocked);
    await users().update({ where: { id }, data: { blocked: true } });

    for (const who of [free, blocked]) {
      await deed(who, 'deactivate');
      await deed(who, 'activate');
    }

    expect((await me((await tokensOf(free)).jwt)).status).toBe(200);
    expect(await userOf(blocked)).toMatchObject({ blocked: true });
  });

  it('P5: by an undo, too', async () => {
    const who = await person();
    const { jwt } = await tokensOf(who);
    const reply = await deed(who, 'deactivate');
    const { documentId } = reply.body.meta.operation;

    expect((await app.as.manager.post(`/api/crm/operations/${documentId}/undo`)).status).toBe(200);

    expect((await me(jwt)).status).toBe(401);
    expect((await me((await tokensOf(who)).jwt)).status).toBe(200);
  });

  it('R5: by the closing of its lead, too, and back with it', async () => {
    const who = await person();
    const { jwt } = await tokensOf(who);
    const lead = await app.as.manager.post('/api/crm/leads', { data: { title: 'Portal lead' } });
    const id = lead.body.data.documentId;
    await app.as.manager.post('/api/crm/lead-contacts', {
      data: { lead: id, contact: who.contact.documentId },
    });

    await app.as.manager.post(`/api/crm/leads/${id}/deactivate`);
    expect([(await me(jwt)).status, (await logIn(who.email)).status]).toEqual([401, 400]);
    await app.as.manager.post(`/api/crm/leads/${id}/activate`);

    expect((await me(jwt)).status).toBe(401);
    expect((await logIn(who.email)).status).toBe(200);
  });
});

describe('the logins of the team', () => {
  it('are none of the gate’s business', async () => {
    expect((await app.as.sales.get('/api/crm/leads')).status).toBe(200);
    expect((await app.as.sales.get('/api/crm/portal/me')).status).toBe(403);
    expect((await app.inPanel.sales.get('/crm/portal/me')).status).toBe(404);
  });
});
