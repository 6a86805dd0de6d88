import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import type { App, Reply } from './app';
import { builders, type Made } from './builders';

export const PORTAL_PASSWORD = 'Portal-password-1';

export interface PortalPerson {
  readonly contact: Made;
  readonly email: string;
}

/** What a browser of the portal holds. */
export interface Tokens {
  readonly jwt: string;
  readonly refreshToken: string;
}

let count = 0;

/** People of the portal and what they do with it, over HTTP; without a login of the team. */
export function portal(app: App) {
  const a = builders(app);
  const server = () => app.strapi.server.httpServer;

  const post = async (url: string, body: object, jwt?: string): Promise<Reply> => {
    const asked = request(server()).post(url);
    if (jwt !== undefined) void asked.set('Authorization', `Bearer ${jwt}`);
    const { status, body: answered, text, headers } = await asked.send(body);
    return { status, body: answered, text, headers };
  };

  const me = async (jwt: string): Promise<Reply> => {
    const { status, body, text, headers } = await request(server())
      .get('/api/crm/portal/me')
      .set('Authorization', `Bearer ${jwt}`);
    return { status, body, text, headers };
  };

  /** The invitation of a contact, with a token as its mail would carry it. */
  async function invitationOf(contact: Made): Promise<string> {
    const reply = await app.as.manager.post(`/api/crm/contacts/${contact.documentId}/invite`);
    expect(reply.status).toBe(200);
    const token = randomBytes(32).toString('base64url');
    const changed = await app.strapi.db
      .connection('crm_portal_invitations')
      .where({ contact: contact.id })
      .update({
        token: createHash('sha256').update(token).digest('hex'),
        expires_at: new Date(Date.now() + 3_600_000),
      });
    expect(changed).toBe(1);
    return token;
  }

  /** A contact with a login of their own, made the way people get one. */
  async function person(data: object = {}): Promise<PortalPerson> {
    const email = `portal-${(count += 1)}@customers.example`;
    const contact = await a.contact({ firstName: 'Pia', lastName: 'Portal', email, ...data });
    const token = await invitationOf(contact);
    const reply = await post('/api/crm/portal/accept', {
      data: { token, password: PORTAL_PASSWORD },
    });
    expect(reply).toMatchObject({ status: 200, body: { data: { email } } });
    return { contact, email };
  }

  const logIn = (email: string, password = PORTAL_PASSWORD): Promise<Reply> =>
    post('/api/auth/local', { identifier: email, password });

  async function tokensOf({ email }: PortalPerson, password = PORTAL_PASSWORD): Promise<Tokens> {
    const { status, body } = await logIn(email, password);
    expect(status).toBe(200);
    return { jwt: body.jwt, refreshToken: body.refreshToken };
  }

  const refresh = (refreshToken: string): Promise<Reply> =>
    post('/api/auth/refresh', { refreshToken });

  const userOf = async ({ email }: PortalPerson): Promise<any> =>
    app.strapi.db
      .query('plugin::users-permissions.user')
      .findOne({ where: { email }, populate: { role: true } });

  const deed = (who: PortalPerson, action: string, data: object = {}): Promise<Reply> =>
    app.as.manager.post(`/api/crm/contacts/${who.contact.documentId}/${action}`, { data });

  return { post, me, invitationOf, person, logIn, tokensOf, refresh, userOf, deed };
}
