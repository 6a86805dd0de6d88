import { EVENT_DEEDS, NO_DUE } from '../../../../core/calendar/deeds';
import { parseDue, startOfDay } from '../../../../core/calendar/due';
import {
  GUARDED_EVENT_FIELDS,
  standingOf,
  type CalendarEventFact,
  type EventDeedKey,
} from '../../../../core/calendar/model';
import { takesWork } from '../../../../core/contact/rules/takes-work';
import { mayDo } from '../../../../core/kernel/actor';
import { removal } from '../../../../core/kernel/plan';
import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { readEventsById } from '../../facts/calendar-events';
import { documentIdsOf } from '../../facts/references';
import { loadStanding } from '../../facts/settings';
import { loadContacts } from '../../facts/people';
import { keepNextEvents } from '../../store/next-events';
import { readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { configuredSettings } from '../context';
import { Refused } from '../refused';
import { rememberDeleted, type Deleted } from '../remember-deleted';
import { runEventAction } from '../run-event';
import { readAllWritten, readWritten, unchanged, type WrittenRow } from './compare';
import type { Guard, Write } from './guard';
import { judgeLeadEdits } from './lead-edits';
import { judgeStaff } from './staff';
import type { WrittenData } from './written';

type GuardedField = keyof typeof GUARDED_EVENT_FIELDS;

/** What is typed when an event is made; everything else of the guarded fields comes by deeds. */
const TYPED: readonly GuardedField[] = ['dueAt', 'allDay', 'assignee', 'lead', 'contact'];

/**
 * An event belongs to a lead or a person, and keeps to them. When it is due, whose it is and whether it is
 * done are deeds, however they are written (R32); an inactive lead takes no events (X41), a closed one takes
 * its follow-ups (L21).
 */
export const calendarEventGuard: Guard = {
  record: 'calendar-event',

  async creating(write, rows) {
    const timeZone = await timeZoneFor(write);
    for (const data of rows) {
      trimTitle(data, true);
      readDue(data, timeZone);
      if (data['dueAt'] === undefined || data['dueAt'] === null) {
        throw new Refused(refuseField('dueAt', 'Due is missing.'));
      }
    }
    const read = await readAllWritten(write.tx, 'calendar-event', rows);
    for (const { data, written } of read) {
      for (const [name, value] of written) if (value !== null) refuseUnlessTyped(name);
      for (const name of ['completedAt', 'completedBy', 'cancelledAt']) delete data[name];
      if (numberIn(written, 'lead') === null && numberIn(written, 'contact') === null) {
        throw new Refused(refuseField('lead', 'Choose the lead or the contact that it is about.'));
      }
    }
    await judgePlaces(
      write,
      read.map(({ written }) => placeOf(written)),
    );
    await refuseInactiveContacts(write.tx, read);
    await giveAssignees(write, read);
    return read.map(({ written }) => numberIn(written, 'lead'));
  },

  async created({ tx }, made) {
    const leads = made.flatMap(({ remembered }) =>
      typeof remembered === 'number' ? [remembered] : [],
    );
    await keepNextEvents(tx, [...new Set(leads)]);
  },

  async updating(write, ids, data) {
    const { tx } = write;
    trimTitle(data, false);
    readDue(data, await timeZoneFor(write));
    const written = await readWritten(tx, 'calendar-event', data);
    const rows = await readAttributes(tx, 'calendar-event', ids, [...written.keys()]);
    const changes = [...rows.values()].some((stored) =>
      [...written].some(([name, value]) => !unchanged(stored[name], value)),
    );
    if (!changes) return;
    const events = await readEventsById(tx, ids);
    await judgePlaces(write, events.map(placeOfEvent));
    const wishes = wishesOf(events, written);
    for (const name of Object.keys(GUARDED_EVENT_FIELDS)) delete data[name];
    for (const [deed, wish] of wishes) await run(write, deed, wish, written);
  },

  async deleting(write, ids) {
    const events = await readEventsById(write.tx, ids);
    if (events.some((event) => standingOf(event) === 'completed')) {
      const because = 'What is done stays on the calendar. Reopen the event before you delete it.';
      throw new Refused(refuse('field.guarded', { field: 'calendar-event', because }));
    }
    await judgePlaces(write, events.map(placeOfEvent));
    await rememberDeleted(write.tx, await write.request(), 'delete-event', events.map(goneOf));
    await keepNextEvents(write.tx, [...new Set(events.flatMap(({ leadId }) => leadId ?? []))], ids);
  },
};

const timeZoneFor = async ({ tx, request }: Write): Promise<string> => {
  const { strapi } = await request();
  return (await loadStanding(tx, configuredSettings(strapi))).settings.timeZone;
};

function trimTitle(data: WrittenData, needed: boolean): void {
  const { title } = data;
  if (title === undefined && !needed) return;
  data['title'] = typeof title === 'string' ? title.trim() : '';
  if (data['title'] === '') throw new Refused(refuseField('title', 'Title is missing.'));
}

/**
 * Puts the instant in the place of what was written, and says of a date that it is the whole day, of a
 * time that it is not. An event that is said to be all day begins with its day.
 */
function readDue(data: WrittenData, timeZone: string): void {
  const { dueAt } = data;
  if (dueAt === undefined || dueAt === null || dueAt === '') return;
  const due = parseDue(textOf(dueAt), timeZone);
  if (due === null) throw new Refused(refuseField('dueAt', NO_DUE));
  data['allDay'] = due.allDay || data['allDay'] === true;
  const day = startOfDay(new Date(due.dueAt), timeZone);
  data['dueAt'] = data['allDay'] === true ? day.toISOString() : due.dueAt;
}

/** As a caller may write it: text, an instant, or its milliseconds. */
function textOf(dueAt: unknown): string {
  if (typeof dueAt === 'string') return dueAt;
  const instant = dueAt instanceof Date || typeof dueAt === 'number' ? new Date(dueAt) : null;
  return instant === null || Number.isNaN(instant.getTime()) ? '' : instant.toISOString();
}

function refuseUnlessTyped(name: string): void {
  if (!(name in GUARDED_EVENT_FIELDS) || TYPED.includes(name as GuardedField)) return;
  refuseGuarded(name as GuardedField);
}

function refuseGuarded(field: GuardedField): never {
  const because =
    field === 'completedBy'
      ? 'Who completed an event is kept by the CRM.'
      : 'An event keeps its lead and its contact. Make another one.';
  const action = GUARDED_EVENT_FIELDS[field];
  throw new Refused(refuse('field.guarded', { field, action, because }));
}

interface Place {
  readonly lead: number | null;
  readonly contact: number | null;
}

const numberIn = (written: ReadonlyMap<string, Stored>, name: string): number | null => {
  const value = written.get(name);
  return typeof value === 'number' ? value : null;
};

const placeOf = (written: ReadonlyMap<string, Stored>): Place => ({
  lead: numberIn(written, 'lead'),
  contact: numberIn(written, 'contact'),
});

const goneOf = ({ leadId, contactId, ...event }: CalendarEventFact): Deleted => {
  const { id, documentId, label, dueAt, assignee } = event;
  const subject = { record: 'calendar-event' as const, id, documentId, label };
  return { leadId, contactId, changes: removal(subject, 'P11', { dueAt, assignee }) };
};

const placeOfEvent = ({ leadId, contactId }: CalendarEventFact): Place => ({
  lead: leadId,
  contact: contactId,
});

/** Events of a lead are edited with the lead's own right, those of a contact with the contact's. */
async function judgePlaces(write: Write, places: readonly Place[]): Promise<void> {
  const idsOf = (name: keyof Place): number[] => [
    ...new Set(places.flatMap((place) => place[name] ?? [])),
  ];
  await judgeLeadEdits(write, idsOf('lead'), idsOf('contact'));
  if (places.every(({ lead }) => lead !== null)) return;
  const { actor } = await write.request();
  const refusal = mayDo(actor, 'edit', null);
  if (refusal !== null) throw new Refused(refusal);
}

/** P3: somebody who is inactive is not made an appointment with. */
async function refuseInactiveContacts(tx: Tx, rows: readonly WrittenRow[]): Promise<void> {
  const ids = rows.flatMap(({ written }) => numberIn(written, 'contact') ?? []);
  for (const contact of (await loadContacts(tx, [...new Set(ids)])).values()) {
    const refusal = takesWork(contact);
    if (refusal !== null) throw new Refused(refusal);
  }
}

/** Whoever makes an event and names nobody means to do it; whom they name works here. */
async function giveAssignees(write: Write, rows: readonly WrittenRow[]): Promise<void> {
  const { actor } = await write.request();
  for (const { data, written } of rows) {
    if (written.has('assignee') || actor.member === null) continue;
    data['assignee'] = actor.member.id;
  }
  const ids = rows.flatMap(({ written }) => numberIn(written, 'assignee') ?? []);
  await judgeStaff(write.tx, ids, 'assignee');
}

interface Wish {
  readonly ids: number[];
  readonly after: Stored;
}

/** In which order the deeds of one save are done: what is settled takes no other. */
const ORDER: readonly EventDeedKey[] = ['reopen', 'reassign', 'reschedule', 'complete', 'cancel'];

/** The deeds that a save stands for, each with the events that it changes. */
function wishesOf(
  events: readonly CalendarEventFact[],
  written: ReadonlyMap<string, Stored>,
): [EventDeedKey, Wish][] {
  const wishes = new Map<EventDeedKey, Wish>();
  for (const [name, after] of written) {
    if (!(name in GUARDED_EVENT_FIELDS)) continue;
    const field = name as GuardedField;
    for (const event of events) {
      if (unchanged(heldBy(event, field), after)) continue;
      const deed = deedFor(field, after);
      if (deed === null) refuseGuarded(field);
      const wish = wishes.get(deed) ?? { ids: [], after };
      wishes.set(deed, wish);
      if (!wish.ids.includes(event.id)) wish.ids.push(event.id);
    }
  }
  return [...wishes].sort(([left], [right]) => ORDER.indexOf(left) - ORDER.indexOf(right));
}

const deedFor = (field: GuardedField, after: Stored): EventDeedKey | null =>
  (field === 'completedAt' || field === 'cancelledAt') && after === null
    ? 'reopen'
    : GUARDED_EVENT_FIELDS[field];

function heldBy(event: CalendarEventFact, field: GuardedField): Stored {
  switch (field) {
    case 'lead':
      return event.leadId;
    case 'contact':
      return event.contactId;
    case 'assignee':
    case 'completedBy':
      return event[field]?.id ?? null;
    default:
      return event[field];
  }
}

async function run(
  write: Write,
  key: EventDeedKey,
  { ids, after }: Wish,
  written: ReadonlyMap<string, Stored>,
): Promise<void> {
  await runEventAction(await write.request(), {
    deed: EVENT_DEEDS[key],
    events: { ids },
    input: await inputOf(write.tx, key, after, written),
  });
}

async function inputOf(
  tx: Tx,
  key: EventDeedKey,
  after: Stored,
  written: ReadonlyMap<string, Stored>,
): Promise<object> {
  switch (key) {
    case 'reassign': {
      const id = Number(after ?? 0);
      return { assignee: (await documentIdsOf(tx, 'member', [id])).get(id) ?? 'nobody' };
    }
    case 'reschedule':
      return Object.fromEntries(
        ['dueAt', 'allDay'].flatMap((name) =>
          written.has(name) ? [[name, written.get(name)]] : [],
        ),
      );
    default:
      return {};
  }
}
