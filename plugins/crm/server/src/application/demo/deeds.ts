import type { Core } from '@strapi/strapi';
import { contactActions, leadActions } from '../../../../core';
import { CLOSE_LOST_PERMISSION_ROLE } from '../../../../core/close-request/policy';
import type { Actor } from '../../../../core/kernel/actor';
import { isRefusal } from '../../../../core/kernel/refusals';
import type { InactiveReason } from '../../../../core/contact/model';
import { loadActor } from '../../facts/actor';
import { loadImportGround } from '../../facts/import';
import { findByText } from '../../store/read';
import { inTransaction, type Tx } from '../../store/transaction';
import { insertRecords } from '../../store/write';
import type { Request } from '../context';
import { removeRows } from '../remove-rows';
import { runContactAction } from '../run-contact-action';
import { runLeadAction } from '../run-lead-action';
import { daysAgo } from './leads';
import { DEMO_LOGINS, demoId } from './logins';
import type { DemoContact } from './people';

type Who = 'sam' | 'sue' | 'mia' | 'max';

interface LeadDeed {
  readonly who: Who;
  readonly days: number;
  readonly lead: string;
  readonly action: 'score' | 'activate' | 'deactivate' | 'qualify' | 'close-lost';
  /** Fields by the key of a value. */
  readonly values?: Readonly<Record<string, readonly [type: string, key: string]>>;
  readonly reason?: string;
  readonly notes?: string;
  /** Follow up on, in days from today. */
  readonly followUp?: number;
  /** Done while those who close as lost had to ask: a request that waits (R15). */
  readonly asks?: true;
}

interface ContactDeed {
  readonly who: Who;
  readonly days: number;
  readonly contact: DemoContact;
  readonly reason: InactiveReason;
  /** Days from today. */
  readonly until?: number;
}

/**
 * What the team did, in the order it did it: through the same actions as everybody else, so that
 * cascade, history and undo are the real ones.
 */
const LEAD_DEEDS: readonly LeadDeed[] = [
  // Death outranks loss: the patient is deceased, the spouse stays (A12, R30).
  scored('sue', 14, 'brandt-care', { leadScore: ['lead-score', 'deceased'] }),
  // Lost by score with its reason; the primaries go with it.
  scored('sam', 8, 'fontana-flat', {
    leadScore: ['lead-score', 'lost'],
    lostReason: ['lost-reason', 'financial'],
  }),
  // Lost by status code, the company's other way (A14).
  scored('sue', 5, 'orchard-bus', {
    statusCode: ['status-code', 'lost-lead'],
    lostReason: ['lost-reason', 'no-response'],
  }),
  scored('sam', 6, 'novak-garage', { leadScore: ['lead-score', 'unqualified'] }),
  // By hand: Henrik and Karin stay, they are active on the other Lindqvist lead (A4).
  {
    who: 'sam',
    days: 4,
    lead: 'lindqvist-move',
    action: 'deactivate',
    reason: 'The family wants to wait until spring.',
  },
  // Out and in again: Bruno came back with his lead (R12).
  { who: 'sam', days: 20, lead: 'costa-lift', action: 'deactivate', reason: 'Wrong lead.' },
  { who: 'sam', days: 19, lead: 'costa-lift', action: 'activate', reason: 'It was the right one.' },
  // Its pipeline has a process: it waits for what Sue finds out (E10, R23).
  { who: 'sue', days: 1, lead: 'solaris-storage', action: 'qualify' },
  // Lost, with notes and a call in two days (L16).
  {
    who: 'sam',
    days: 2,
    lead: 'kestrel-sensors',
    action: 'close-lost',
    values: { reason: ['lost-reason', 'not-ready'] },
    notes: 'Their budget is decided on this week.',
    followUp: 2,
  },
  // Max has to decide (R16).
  {
    who: 'sue',
    days: 1,
    lead: 'bluefin-scales',
    action: 'close-lost',
    values: { reason: ['lost-reason', 'other'] },
    notes: 'They merged with a customer of ours and buy together from now on.',
    asks: true,
  },
  // Inactive as a whole.
  {
    who: 'sue',
    days: 3,
    lead: 'linden-beds',
    action: 'deactivate',
    reason: 'The new wing is not being built.',
  },
];

const CONTACT_DEEDS: readonly ContactDeed[] = [
  { who: 'max', days: 9, contact: 'carlo', reason: 'credit-hold', until: 30 },
  { who: 'mia', days: 2, contact: 'emma', reason: 'left-company' },
];

function scored(
  who: Who,
  days: number,
  lead: string,
  values: NonNullable<LeadDeed['values']>,
): LeadDeed {
  return { who, days, lead, action: 'score', values };
}

export async function doDeeds(
  strapi: Core.Strapi,
  apiUsers: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  for (const deed of LEAD_DEEDS) {
    const action = leadActions.find(deed.action);
    if (action === undefined) throw new Error(`There is no action ${deed.action}.`);
    const { id, input } = await inTransaction(strapi, async (tx) => ({
      id: await idOf(tx, 'lead', deed.lead),
      input: await inputOf(tx, deed, now),
    }));
    const request = await requestOf(strapi, deed, apiUsers, now);
    const run = (asker: Request): Promise<unknown> =>
      runLeadAction(asker, { action, ids: [id], input });
    await (deed.asks === true ? whileTheyAsk(request, run) : run(request));
  }
  for (const deed of CONTACT_DEEDS) {
    const action = contactActions.find('deactivate');
    if (action === undefined) throw new Error('There is no action deactivate.');
    const id = await inTransaction(strapi, (tx) => idOf(tx, 'contact', deed.contact));
    const { reason, until } = deed;
    const input = {
      reason,
      ...(until === undefined ? {} : { until: daysAgo(now, -until).toISOString() }),
    };
    const request = await requestOf(strapi, deed, apiUsers, now);
    await runContactAction(request, { action, ids: [id], input });
  }
}

/**
 * As it was while the company had its permission role (L5): the role is there for this deed alone, so that
 * the demo begins with everybody on staff closing at once, and one request from before waiting.
 */
async function whileTheyAsk(
  request: Request,
  run: (request: Request) => Promise<unknown>,
): Promise<void> {
  const { strapi, actor, now } = request;
  const key = CLOSE_LOST_PERMISSION_ROLE;
  const [role] = await inTransaction(strapi, (tx) =>
    insertRecords(tx, 'role', [{ key, name: 'Close lead lost permission', grants: {} }], now),
  );
  await run({ ...request, actor: { ...actor, roles: [...actor.roles, key] } });
  await removeRows(strapi, 'role', role === undefined ? [] : [role.id]);
}

async function idOf(tx: Tx, record: string, key: string): Promise<number> {
  const id = (await findByText(tx, record, 'externalId', [demoId(key)])).get(demoId(key));
  if (id === undefined) throw new Error(`The demo has no ${record} ${key}.`);
  return id;
}

async function inputOf(
  tx: Tx,
  { values = {}, reason, notes, followUp }: LeadDeed,
  now: Date,
): Promise<Record<string, unknown>> {
  const ground = Object.keys(values).length === 0 ? undefined : await loadImportGround(tx);
  const named = Object.entries(values).map(([field, [type, key]]) => [
    field,
    ground?.values.get(`${type}:${key}`)?.documentId,
  ]);
  const said = {
    reason,
    notes,
    followUpAt: followUp === undefined ? undefined : daysAgo(now, -followUp).toISOString(),
  };
  return {
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    ...Object.fromEntries(named),
  };
}

async function requestOf(
  strapi: Core.Strapi,
  { who, days }: { who: Who; days: number },
  apiUsers: ReadonlyMap<string, number>,
  now: Date,
): Promise<Request> {
  return {
    strapi,
    actor: await actorOf(strapi, who, apiUsers),
    door: 'code',
    now: daysAgo(now, days),
  };
}

async function actorOf(
  strapi: Core.Strapi,
  who: Who,
  apiUsers: ReadonlyMap<string, number>,
): Promise<Actor> {
  const login = DEMO_LOGINS.find(({ key }) => key === who);
  const actor = await inTransaction(strapi, (tx) =>
    loadActor(tx, {
      kind: 'api',
      id: apiUsers.get(who) ?? 0,
      name: login?.name ?? who,
      roleKeys: login === undefined ? [] : [login.role],
    }),
  );
  if (isRefusal(actor)) throw new Error(`The demo's ${who} may not act: ${actor.message}`);
  return actor;
}
