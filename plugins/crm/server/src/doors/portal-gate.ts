import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { isShut, mayBeWrittenTo, stands } from '../application/portal/standing';

interface GateContext {
  readonly method: string;
  readonly path: string;
  readonly request: { readonly header: Record<string, string | undefined>; body?: unknown };
  body: unknown;
  unauthorized(message: string): unknown;
}

type Next = () => Promise<unknown>;

interface TokenPayload {
  readonly userId?: string | number;
  readonly id?: string | number;
  readonly sessionId?: string;
  readonly iat?: number;
}

/** What Strapi says to a token that it does not know: nobody learns why theirs does not work. */
const UNKNOWN = 'Invalid credentials';
const WRONG_PASSWORD = 'Invalid identifier or password';

/**
 * Stands before every route of the content API (D8). Strapi looks at a session when a token is renewed, and
 * not when it is used; and it tells who logs in that they are blocked. Here a token of a contact is held
 * against its session and against the moment from which its sessions count, and an inactive contact hears
 * what a stranger hears.
 */
export function portalGate(strapi: Core.Strapi) {
  const prefix = strapi.config.get('api.rest.prefix', '/api');
  const auth = `${prefix}/auth/`;
  return async (ctx: GateContext, next: Next): Promise<unknown> => {
    if (!ctx.path.startsWith(`${prefix}/`)) return next();
    if (ctx.path.startsWith(auth) && ctx.method === 'POST') {
      const answer = await atTheDoor(strapi, ctx, ctx.path.slice(auth.length));
      if (answer !== undefined) return answer;
    }
    const token = readToken(ctx);
    if (token !== null && !(await stands(strapi, token.user, token))) {
      return ctx.unauthorized(UNKNOWN);
    }
    return ctx.path.startsWith(auth) ? withoutReasons(strapi, ctx, next) : next();
  };
}

/** What is answered to an address that nobody has, where Strapi would send a mail to one. */
const MAIL_ROUTES: Readonly<Record<string, (email: string) => object>> = {
  'send-email-confirmation': (email) => ({ email, sent: true }),
  'forgot-password': () => ({ ok: true }),
};

/**
 * P2, R30: to an inactive contact, and to who is not to be written to, nothing is sent, and whoever asks
 * hears what a stranger hears; `undefined` lets the request go on.
 */
async function atTheDoor(strapi: Core.Strapi, ctx: GateContext, route: string): Promise<unknown> {
  const body = (ctx.request.body ?? {}) as { email?: unknown };
  const answer = MAIL_ROUTES[route];
  if (answer === undefined || typeof body.email !== 'string') return undefined;
  if (await mayBeWrittenTo(strapi, body.email)) return undefined;
  ctx.body = answer(body.email);
  return ctx.body;
}

/** "Blocked" is said only to who has the right password: to them it would confirm it (P6). */
async function withoutReasons(strapi: Core.Strapi, ctx: GateContext, next: Next): Promise<unknown> {
  try {
    return await next();
  } catch (error) {
    if (await tellsOfShutLogin(strapi, ctx, error)) {
      throw new errors.ValidationError(WRONG_PASSWORD);
    }
    throw error;
  }
}

async function tellsOfShutLogin(
  strapi: Core.Strapi,
  { request, path }: GateContext,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof errors.ApplicationError) || error instanceof errors.RateLimitError) {
    return false;
  }
  const { identifier } = (request.body ?? {}) as { identifier?: unknown };
  if (typeof identifier === 'string') return isShut(strapi, identifier);
  // Somebody whom another service has vouched for: the error is all there is to go by.
  return path.endsWith('/callback') && /blocked/i.test(error.message);
}

interface KnownToken {
  readonly user: number;
  readonly issuedAt: number;
  readonly session: string | null;
}

/**
 * The token of the request, if it has the shape of a session's. Strapi checks right afterwards who signed
 * it; the gate only ever refuses, and a forged token gets the same answer from either.
 */
function readToken({ request }: GateContext): KnownToken | null {
  const [scheme, token, ...rest] = (request.header['authorization'] ?? '').split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || rest.length > 0) return null;
  const payload = payloadOf(token);
  const user = Number(payload?.userId ?? payload?.id);
  if (payload === null || !Number.isInteger(user)) return null;
  return { user, issuedAt: payload.iat ?? 0, session: payload.sessionId ?? null };
}

function payloadOf(token: string): TokenPayload | null {
  // An API token has no dots and is nobody's session.
  const [, payload] = token.split('.');
  if (payload === undefined) return null;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenPayload | null;
  } catch {
    return null;
  }
}
