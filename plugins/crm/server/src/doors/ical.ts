import ical, { ICalCalendarMethod } from 'ical-generator';
import { dayOf } from '../../../core/calendar/due';
import type { Feed, PlacedItem } from '../application/calendar-feed';

const HALF_AN_HOUR = 30 * 60 * 1000;

/** A feed as calendar programs read it (RFC 5545); the same events give the same text. */
export function icalOf({ owner, timeZone, items }: Feed): string {
  const calendar = ical({
    name: `CRM: ${owner}`,
    prodId: { company: 'strapi-plugin-crm', product: 'calendar', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
  });
  for (const { item, notes, updatedAt } of items) {
    calendar.createEvent({
      id: `${item.kind}-${item.documentId}@strapi-plugin-crm`,
      ...timesOf(item, timeZone),
      summary: [item.title, item.lead?.label].filter(Boolean).join(' – '),
      description: descriptionOf(item, notes),
      // Not the time of reading, or no two answers would be alike.
      stamp: new Date(updatedAt),
      lastModified: new Date(updatedAt),
    });
  }
  return calendar.toString();
}

/** Instants in UTC, which every program understands; whole days as the days of the configured zone. */
function timesOf({ dueAt, allDay }: PlacedItem['item'], timeZone: string) {
  const due = new Date(dueAt);
  return allDay
    ? { allDay, start: new Date(dayOf(due, timeZone)) }
    : { start: due, end: new Date(due.getTime() + HALF_AN_HOUR) };
}

const descriptionOf = ({ type, contact }: PlacedItem['item'], notes: string | null): string =>
  [type?.label, contact?.label, notes].filter(Boolean).join('\n');
