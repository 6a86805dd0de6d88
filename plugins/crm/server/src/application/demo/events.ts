import { startOfDay } from '../../../../core/calendar/due';
import { findReferences } from '../../facts/references';
import { loadImportGround } from '../../facts/import';
import { keepNextEvents } from '../../store/next-events';
import type { Tx } from '../../store/transaction';
import { insertRecords } from '../../store/write';
import { daysAgo } from './leads';
import { demoId } from './logins';

interface DemoEvent {
  readonly title: string;
  readonly type: string;
  readonly lead?: string;
  readonly contact?: string;
  readonly who: 'sam' | 'sue' | 'mia' | 'max';
  /** Days from today, and the hour; without one it is the whole day. */
  readonly in: number;
  readonly hour?: number;
}

// One event per line, overdue ones first.
// prettier-ignore
const EVENTS: readonly DemoEvent[] = [
  { title: 'Send the brochure', type: 'follow-up', lead: 'haddad-info', who: 'sam', in: -9 },
  { title: 'Call about the tour', type: 'call', lead: 'whitfield-room', who: 'sam', in: -2, hour: 10 },
  { title: 'Offer for the fleet', type: 'meeting', lead: 'norvik-fleet', who: 'sue', in: -1, hour: 14 },
  { title: 'Ask for the floor plan', type: 'call', lead: 'petra-saw', who: 'mia', in: -1 },
  { title: 'Visit of the Lindqvists', type: 'tour', lead: 'lindqvist-garden', who: 'sue', in: 0, hour: 11 },
  { title: 'Papers for the deposit', type: 'follow-up', lead: 'lindqvist-move', who: 'sam', in: 0 },
  { title: 'Second visit', type: 'tour', lead: 'haddad-visit', who: 'mia', in: 1, hour: 15 },
  { title: 'Delivery of the first sensors', type: 'delivery', lead: 'kestrel-sensors', who: 'sam', in: 2, hour: 9 },
  { title: 'Talk with the school board', type: 'meeting', lead: 'orchard-labs', who: 'max', in: 3, hour: 13 },
  { title: 'Care assessment', type: 'meeting', lead: 'brandt-care', who: 'sue', in: 4, hour: 10 },
  { title: 'Measure the stairs', type: 'meeting', lead: 'costa-lift', who: 'sam', in: 12, hour: 10 },
  { title: 'Talk about the harbour house', type: 'meeting', lead: 'harbour-refit', who: 'sam', in: 8, hour: 16 },
  // Closed leads are asked again.
  { title: 'Are the schools ready now?', type: 'closed-lost-follow-up', lead: 'orchard-desks', who: 'sam', in: 2 },
  { title: 'Cabling, phase 2', type: 'closed-lost-follow-up', lead: 'solaris-cable', who: 'sue', in: 30 },
  { title: 'How was the trial month?', type: 'post-sale-follow-up', lead: 'edith-trial', who: 'sam', in: 1, hour: 12 },
  // About a person alone.
  { title: 'Birthday card', type: 'follow-up', contact: 'leila', who: 'mia', in: 5 },
];

const HOUR = 60 * 60 * 1000;

/** R26, R27: what is overdue, due and still far away, on open leads, on closed ones, and on people. */
export async function makeEvents(tx: Tx, now: Date): Promise<void> {
  const { values } = await loadImportGround(tx);
  const [leads, contacts, members] = [
    await named(
      tx,
      'lead',
      'title',
      EVENTS.flatMap(({ lead }) => lead ?? []),
    ),
    await named(
      tx,
      'contact',
      'lastName',
      EVENTS.flatMap(({ contact }) => contact ?? []),
    ),
    await named(
      tx,
      'member',
      'name',
      EVENTS.map(({ who }) => who),
    ),
  ];
  const rows = EVENTS.map(({ title, type, lead, contact, who, hour, ...event }) => ({
    title,
    type: values.get(`event-type:${type}`)?.id ?? null,
    lead: lead === undefined ? null : leads(lead),
    contact: contact === undefined ? null : contacts(contact),
    assignee: members(who),
    dueAt: new Date(startOfDay(now, 'UTC', event.in).getTime() + (hour ?? 0) * HOUR),
    allDay: hour === undefined,
    createdAt: daysAgo(now, 14),
  }));
  await insertRecords(tx, 'calendar-event', rows, now);
  await keepNextEvents(tx, [...new Set(rows.flatMap(({ lead }) => lead ?? []))]);
}

async function named(
  tx: Tx,
  record: string,
  label: string,
  keys: readonly string[],
): Promise<(key: string) => number> {
  const by = { attribute: 'externalId', label };
  const found = await findReferences(tx, record, by, [...new Set(keys.map(demoId))]);
  return (key) => {
    const row = found.get(demoId(key));
    if (row === undefined) throw new Error(`The demo has no ${record} ${key}.`);
    return row.id;
  };
}
