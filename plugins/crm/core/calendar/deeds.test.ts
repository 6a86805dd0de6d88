import { planContact } from '../contact/action';
import { isRefusal, type Refusal } from '../kernel/refusals';
import { THIS_OPERATION } from '../kernel/values';
import { decideLeads } from '../lead/plan';
import { aContact, aLead, aStaffMember, contextFor, keyed, NOW, ref } from '../testing/facts';
import { onContacts, onLeads } from './actions';
import { EVENT_DEEDS, type EventContext } from './deeds';
import type { CalendarEventFact, EventDeedKey } from './model';

const BERLIN = 'Europe/Berlin';
const DONE = '2026-01-01T09:00:00.000Z';

const anEvent = (given: Partial<CalendarEventFact> = {}): CalendarEventFact => ({
  ...ref(given.id ?? 60, 'Show the house'),
  dueAt: '2026-07-01T07:00:00.000Z',
  allDay: false,
  completedAt: null,
  cancelledAt: null,
  completedBy: null,
  leadId: 1,
  contactId: null,
  assignee: ref(7, 'Sam'),
  ...given,
});

const context = (given: Partial<EventContext> = {}): EventContext => ({
  members: new Map(),
  timeZone: BERLIN,
  now: NOW,
  ...given,
});

/** What a deed sets in an event, or the refusal. */
function decided(
  key: EventDeedKey,
  event: CalendarEventFact,
  raw: object = {},
  given: Partial<EventContext> = {},
): Record<string, unknown> | Refusal {
  const deed = EVENT_DEEDS[key];
  const input = deed.parse(raw);
  if (isRefusal(input)) return input;
  const set = deed.decide(event, input, context(given));
  return isRefusal(set) ? set : Object.fromEntries(set.map(({ field, after }) => [field, after]));
}

describe('a calendar event', () => {
  it('R25: is completed by the operation that does it', () => {
    expect(decided('complete', anEvent())).toEqual({
      completedAt: NOW.toISOString(),
      completedBy: THIS_OPERATION,
    });
  });

  it('X51: is cancelled with a reason, or without', () => {
    expect(decided('cancel', anEvent(), { reason: 'They moved' })).toEqual({
      cancelledAt: NOW.toISOString(),
    });
    expect(decided('cancel', anEvent())).toHaveProperty('cancelledAt');
  });

  it.each(['complete', 'cancel', 'reassign', 'reschedule'] as const)(
    '%s is refused for what is settled already',
    (key) => {
      const input = key === 'reassign' ? { assignee: 'member7' } : {};

      for (const settled of [{ completedAt: DONE }, { cancelledAt: DONE }]) {
        expect(decided(key, anEvent(settled), input)).toHaveProperty('code', 'request.settled');
      }
    },
  );

  it('is reopened, whether it was done or called off', () => {
    for (const settled of [{ completedAt: DONE }, { cancelledAt: DONE }]) {
      expect(decided('reopen', anEvent(settled))).toEqual({
        completedAt: null,
        completedBy: null,
        cancelledAt: null,
      });
    }
  });

  it('I7: is handed to somebody who is active and works here', () => {
    const sue = aStaffMember({ id: 8, label: 'Sue' });
    const gone = aStaffMember({ id: 9, label: 'Gone', active: false });
    const editor = aStaffMember({ id: 10, label: 'Eve', isStaff: false });
    const members = keyed(sue, gone, editor);
    const to = (assignee: string) => decided('reassign', anEvent(), { assignee }, { members });

    expect(to(sue.documentId)).toEqual({ assignee: sue });
    expect(to(gone.documentId)).toHaveProperty('code', 'member.inactive');
    expect(to(editor.documentId)).toHaveProperty('code', 'input.invalid');
    expect(to('nobody')).toHaveProperty('code', 'input.invalid');
  });

  it('R25: is rescheduled in the configured time zone', () => {
    const to = (input: object, event = anEvent()) => decided('reschedule', event, input);
    const allDay = anEvent({ allDay: true, dueAt: '2026-06-30T22:00:00.000Z' });

    expect(to({ dueAt: '2026-07-02T09:00' })).toEqual({
      dueAt: '2026-07-02T07:00:00.000Z',
      allDay: false,
    });
    expect(to({ dueAt: '2026-07-02' })).toEqual({
      dueAt: '2026-07-01T22:00:00.000Z',
      allDay: true,
    });
    expect(to({ allDay: true })).toEqual({ dueAt: '2026-06-30T22:00:00.000Z', allDay: true });
    expect(to({ dueAt: '2026-07-02T09:00', allDay: true })).toEqual({
      dueAt: '2026-07-01T22:00:00.000Z',
      allDay: true,
    });
    expect(to({ allDay: false }, allDay)).toEqual({ dueAt: allDay.dueAt, allDay: false });
    expect(to({ dueAt: 'soon' })).toHaveProperty('code', 'input.invalid');
  });
});

describe('deeds on events are operations of their lead, or of their contact', () => {
  const shared = (given: object = {}) => {
    const { lead: _lead, ...rest } = contextFor(aLead(), given);
    return rest;
  };

  it('changes the events of each lead, and no field of the lead', () => {
    const events = [anEvent(), anEvent({ id: 61 }), anEvent({ id: 62, leadId: 2 })];
    const action = onLeads(EVENT_DEEDS.complete, events, context());

    const { decided: done } = decideLeads(action, [aLead({ id: 1 }), aLead({ id: 2 })], shared(), {
      input: {},
    });

    expect(
      done.map(({ lead, decision }) => [
        lead.id,
        decision.set,
        [...new Set((decision.changes ?? []).map(({ subject }) => subject.id))],
      ]),
    ).toEqual([
      [1, [], [60, 61]],
      [2, [], [62]],
    ]);
  });

  it('X41: is refused on an inactive lead, which is read-only; a closed one takes its follow-ups', () => {
    const action = onLeads(EVENT_DEEDS.complete, [anEvent()], context());
    const inactive = aLead({ id: 1, active: false });
    const closed = aLead({ id: 1, state: 'lost', status: 'closed', outcome: 'lost' });

    const one = decideLeads(action, [inactive], shared(), { input: {} });
    const other = decideLeads(action, [closed], shared(), { input: {} });

    expect(one.refused[0]?.refusal.code).toBe('lead.inactive');
    expect(other.decided).toHaveLength(1);
  });

  it('X31: handing an event to whom it belongs already changes nothing', () => {
    const sam = aStaffMember({ id: 7, label: 'Sam' });
    const action = onLeads(EVENT_DEEDS.reassign, [anEvent()], context({ members: keyed(sam) }));

    const { decided: done } = decideLeads(action, [aLead({ id: 1 })], shared(), {
      input: { assignee: sam.documentId },
    });

    expect(done[0]?.decision.changes).toEqual([]);
  });

  it('is the contact’s where there is no lead', () => {
    const contact = aContact({ id: 5 });
    const event = anEvent({ leadId: null, contactId: 5 });
    const action = onContacts(EVENT_DEEDS.cancel, [event], context());

    const plan = planContact(action, { contact, actor: shared().actor, now: NOW }, {});

    expect(plan).toMatchObject({
      subject: { record: 'contact', id: 5 },
      changes: [{ subject: { record: 'calendar-event', id: 60 }, field: 'cancelledAt' }],
    });
  });
});
