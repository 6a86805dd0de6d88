import { contactAction, type ContactAction } from '../contact/action';
import type { Setting } from '../kernel/action';
import type { Change } from '../kernel/plan';
import { isRefusal, type Refusal } from '../kernel/refusals';
import { sameValue, type Value } from '../kernel/values';
import { leadAction, type LeadAction } from '../lead/action';
import type { EventContext, EventDeed } from './deeds';
import type { CalendarEventFact } from './model';

/*
 * A deed on events is an operation of their lead, or of their contact where they have no lead: on the one
 * path of every action, under its lock, and to be undone like any other.
 */

/** Made for these events, each of which has a lead. An inactive lead is read-only (X41). */
export const onLeads = (
  deed: EventDeed,
  events: readonly CalendarEventFact[],
  context: EventContext,
): LeadAction => {
  const byLead = groupBy(events, ({ leadId }) => leadId);
  return leadAction({
    key: `${deed.key}-event`,
    words: deed.words,
    grant: 'edit',
    input: deed.input,
    whenInactive: false,
    bulk: false,

    decide({ lead }, input) {
      const changes = changesOf(deed, byLead.get(lead.id) ?? [], input, context);
      return isRefusal(changes) ? changes : { access: 'edit', set: [], changes };
    },
  });
};

/** The same for events that are about a person alone. */
export const onContacts = (
  deed: EventDeed,
  events: readonly CalendarEventFact[],
  context: EventContext,
): ContactAction => {
  const byContact = groupBy(events, ({ contactId }) => contactId);
  return contactAction({
    key: `${deed.key}-event`,
    words: deed.words,
    grant: 'edit',
    input: deed.input,
    whenInactive: true,
    bulk: false,

    decide({ contact }, input) {
      const changes = changesOf(deed, byContact.get(contact.id) ?? [], input, context);
      return isRefusal(changes) ? changes : { changes };
    },
  });
};

function changesOf(
  deed: EventDeed,
  events: readonly CalendarEventFact[],
  input: Readonly<Record<string, unknown>>,
  context: EventContext,
): Change[] | Refusal {
  const changes: Change[] = [];
  for (const event of events) {
    const set = deed.decide(event, input, context);
    if (isRefusal(set)) return set;
    changes.push(...eventChanges(event, set));
  }
  return changes;
}

/** What becomes of an event; what it is already is no change. */
export function eventChanges(event: CalendarEventFact, set: readonly Setting[]): Change[] {
  const { id, documentId, label } = event;
  const before = event as unknown as Readonly<Record<string, Value>>;
  return set
    .map(
      ({ field, after, rule }): Change => ({
        subject: { record: 'calendar-event', id, documentId, label },
        field,
        before: before[field] ?? null,
        after,
        rule,
      }),
    )
    .filter((change) => !sameValue(change.before, change.after));
}

function groupBy(
  events: readonly CalendarEventFact[],
  keyOf: (event: CalendarEventFact) => number | null,
): Map<number, CalendarEventFact[]> {
  const groups = new Map<number, CalendarEventFact[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return groups;
}
