import type { Plan } from '../kernel/plan';
import { SYSTEM } from '../kernel/actor';
import { aLead, aMember, ref } from '../testing/facts';
import { leadSubject } from '../lead/model';
import { tellsNewOwner, tellsOfLoss } from '../lead/rules/telling';
import { CLOSE_LOST_NOTIFICATION_ROLE, together } from './model';
import { noticesOf, whoIsNamed, type Audience, type Listener } from './notices';
import type { Told } from './told';

const owner = ref(1, 'Sam');
const lead = aLead({ id: 5, title: 'Villa', owner });
const planOf = (about: typeof lead, tells: readonly Told[]): Plan => ({
  subject: leadSubject(about),
  changes: [],
  kept: [],
  access: 'edit',
  tells,
});
const lost = (about = lead): Plan => planOf(about, tellsOfLoss(about));

const listening = (id: number, given: Partial<Listener> = {}): [number, Listener] => [
  id,
  { id, active: true, inPanel: true, byEmail: true, ...given },
];
const audience = (holders: readonly number[], ...listeners: [number, Listener][]): Audience => ({
  holders: new Map([[CLOSE_LOST_NOTIFICATION_ROLE, holders]]),
  listeners: new Map(listeners),
});
const everybody = audience([2, 3], listening(1), listening(2), listening(3));
const by = (id: number) => aMember({}, { id });

const told = (plans: readonly Plan[], actor = by(9), who = everybody) =>
  noticesOf(plans, { actor, cause: 'operation:7', audience: who });

describe('who is told', () => {
  it('R17 L3: the notification role, and the owner if somebody else closed the lead', () => {
    expect(told([lost()]).map(({ recipient }) => recipient)).toEqual([2, 3, 1]);
  });

  it('X49: never the actor; who closes the own lead and is the only recipient tells nobody', () => {
    expect(told([lost()], by(1)).map(({ recipient }) => recipient)).toEqual([2, 3]);
    expect(told([lost()], by(1), audience([1], listening(1)))).toEqual([]);
  });

  it('R17: each once, the owner who is in the role, too', () => {
    const both = audience([1, 2], listening(1), listening(2));

    expect(told([lost()], by(9), both).map(({ recipient }) => recipient)).toEqual([1, 2]);
  });

  it('R17: each once of one deed: of a decision whoever asked, not of the closing that it is', () => {
    const asked: Told = { kind: 'close-request.approved', to: [{ member: owner }], note: 'Pity.' };
    const approved = planOf(lead, [...tellsOfLoss(lead, 'Financial'), asked]);

    expect(told([approved]).map(({ recipient, kind }) => [recipient, kind])).toEqual([
      [1, 'close-request.approved'],
      [2, 'lead.closed-lost'],
      [3, 'lead.closed-lost'],
    ]);
    expect(told([approved])[0]?.details.note).toBe('Pity.');
  });

  it('R17: nobody who is inactive, is gone, or wants neither way', () => {
    const few = audience(
      [2, 3, 4],
      listening(1, { active: false }),
      listening(2, { inPanel: false, byEmail: false }),
      listening(3, { inPanel: false }),
    );

    expect(told([lost()], by(9), few)).toMatchObject([
      { recipient: 3, inPanel: false, byEmail: true },
    ]);
  });

  it('the system and a token are told of nothing, and so take nobody away', () => {
    expect(told([lost()], SYSTEM)).toHaveLength(3);
  });

  it('the new owner of a lead', () => {
    expect(told([planOf(lead, tellsNewOwner(owner))])).toMatchObject([
      { recipient: 1, kind: 'lead.assigned', key: 'operation:7:lead.assigned:1' },
    ]);
  });

  it('looks everybody up once, before anybody is told', () => {
    expect(whoIsNamed([lost(), lost()])).toEqual({
      members: [1],
      roles: [CLOSE_LOST_NOTIFICATION_ROLE],
    });
    expect(whoIsNamed([planOf(lead, [])])).toEqual({ members: [], roles: [] });
  });
});

describe('what they are told', () => {
  it('of one lead: which, by whom, and what is said besides', () => {
    expect(told([planOf(lead, tellsOfLoss(lead, 'Financial'))])[0]).toMatchObject({
      lead: { id: 5 },
      details: {
        by: 'Sam',
        count: 1,
        leads: [{ documentId: 'lead5', title: 'Villa' }],
        note: 'Reason: Financial',
      },
    });
  });

  it('R17: of many leads in one digest for each recipient, with the first five names', () => {
    const leads = Array.from({ length: 200 }, (_, index) => aLead({ id: index + 1, owner }));

    const notices = told(leads.map((one) => lost(one)));

    expect(notices).toHaveLength(3);
    for (const { lead: single, details } of notices) {
      expect({ single, count: details.count, named: details.leads.length }).toEqual({
        single: null,
        count: 200,
        named: 5,
      });
    }
  });

  it('of several owners each hears of the own leads alone', () => {
    const other = aLead({ id: 6, owner: ref(4) });
    const who = audience([], listening(1), listening(4));

    const notices = told([lost(), lost(other), lost(aLead({ id: 8, owner }))], by(9), who);

    expect(notices.map(({ recipient, details }) => [recipient, details.count])).toEqual([
      [1, 2],
      [4, 1],
    ]);
  });

  it('X58: the batches of a job add up', () => {
    const one = { by: 'Max', count: 1, leads: [{ documentId: 'a', title: 'A' }], note: 'same' };

    expect(together(one, one)).toEqual({
      by: 'Max',
      count: 2,
      leads: [...one.leads, ...one.leads],
      note: 'same',
    });
    expect(together(one, { ...one, note: 'other' })).not.toHaveProperty('note');
  });
});
