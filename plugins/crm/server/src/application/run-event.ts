import { onContacts, onLeads } from '../../../core/calendar/actions';
import type { EventContext, EventDeed } from '../../../core/calendar/deeds';
import type { CalendarEventFact } from '../../../core/calendar/model';
import { namedIds } from '../../../core/kernel/fields';
import { isRefusal, refuse, type Refusal } from '../../../core/kernel/refusals';
import { findEvents, readEventsById } from '../facts/calendar-events';
import { loadMembers } from '../facts/members';
import { loadStanding } from '../facts/settings';
import { lockRows } from '../store/lock';
import { inTransaction, type Tx } from '../store/transaction';
import type { Done } from './carry-out';
import { configuredSettings, type Request } from './context';
import { Refused } from './refused';
import { runContactAction } from './run-contact-action';
import { runLeadAction } from './run-lead-action';

export interface EventCall {
  readonly deed: EventDeed;
  /** The events, by row id or by documentId; what does not exist is left out. */
  readonly events:
    | { readonly ids: readonly number[] }
    | { readonly documentIds: readonly string[] };
  readonly input: unknown;
  readonly preview?: boolean;
  /** Batches leave refused events out and go on; everything else is refused as a whole. */
  readonly skipRefused?: boolean;
}

export interface RefusedEvent {
  readonly event: CalendarEventFact;
  readonly refusal: Refusal;
}

export interface EventResult {
  /** One for each lead or contact. */
  readonly done: readonly Done[];
  /** What it was done to. */
  readonly events: readonly CalendarEventFact[];
  readonly refused: readonly RefusedEvent[];
}

/**
 * A deed on one event or on many: operations of their leads, and of the contacts of those without a lead,
 * on the one path of every action. Read under the locks, so that nothing is done twice; as many statements
 * for a thousand events as for one.
 *
 * @throws Refused with the deed's refusal, unless refused events are to be skipped
 */
export async function runEventAction(request: Request, call: EventCall): Promise<EventResult> {
  const input = call.deed.parse(call.input);
  if (isRefusal(input)) throw new Refused(input);
  return inTransaction(request.strapi, async (tx) => {
    const events = await lockEvents(tx, call);
    const context = await contextOf(tx, request, call.deed, input);
    const { able, refused } = judge(call, events, input, context);
    const ofLeads = able.filter(({ leadId }) => leadId !== null);
    const ofContacts = able.filter(({ leadId }) => leadId === null);
    const shared = { input: call.input, preview: call.preview ?? false };
    const leads = await runLeadAction(request, {
      ...shared,
      action: onLeads(call.deed, ofLeads, context),
      ids: idsOf(ofLeads, 'leadId'),
      skipRefused: call.skipRefused ?? false,
    });
    const contacts = await runContactAction(request, {
      ...shared,
      action: onContacts(call.deed, ofContacts, context),
      ids: idsOf(ofContacts, 'contactId'),
    });
    const refusalOf = new Map(leads.refused.map(({ lead, refusal }) => [lead.id, refusal]));
    const withLead = ofLeads.flatMap((event) => {
      const refusal = refusalOf.get(event.leadId ?? 0);
      return refusal === undefined ? [] : [{ event, refusal }];
    });
    return {
      done: [...leads.done, ...contacts],
      events: able.filter(({ leadId }) => !refusalOf.has(leadId ?? 0)),
      refused: [...refused, ...withLead],
    };
  });
}

/** Leads first, then contacts, as every deed locks them; whoever comes second reads what the first left. */
async function lockEvents(tx: Tx, { events, preview }: EventCall): Promise<CalendarEventFact[]> {
  const read = (): Promise<CalendarEventFact[]> =>
    'ids' in events ? readEventsById(tx, events.ids) : findEvents(tx, events.documentIds);
  const found = await read();
  if (preview === true) return found;
  await lockRows(tx, 'lead', idsOf(found, 'leadId'));
  const alone = found.filter(({ leadId }) => leadId === null);
  await lockRows(tx, 'contact', idsOf(alone, 'contactId'));
  return read();
}

const idsOf = (events: readonly CalendarEventFact[], key: 'leadId' | 'contactId'): number[] => [
  ...new Set(events.flatMap((event) => event[key] ?? [])),
];

async function contextOf(
  tx: Tx,
  { strapi, now }: Request,
  deed: EventDeed,
  input: Readonly<Record<string, unknown>>,
): Promise<EventContext> {
  const { settings } = await loadStanding(tx, configuredSettings(strapi));
  const members = await loadMembers(tx, namedIds(deed.input, input).get('member') ?? []);
  return { now, timeZone: settings.timeZone, members };
}

function judge(
  { deed, skipRefused = false }: EventCall,
  events: readonly CalendarEventFact[],
  input: Readonly<Record<string, unknown>>,
  context: EventContext,
): { able: CalendarEventFact[]; refused: RefusedEvent[] } {
  const able: CalendarEventFact[] = [];
  const refused: RefusedEvent[] = [];
  for (const event of events) {
    const answer = deed.decide(event, input, context);
    const lost = event.leadId === null && event.contactId === null;
    const refusal = isRefusal(answer) ? answer : lost ? refuse('record.missing') : null;
    if (refusal === null) able.push(event);
    else if (skipRefused) refused.push({ event, refusal });
    else throw new Refused(refusal);
  }
  return { able, refused };
}
