import {
  aLeadIn,
  aMember,
  aPipeline,
  aValue,
  created,
  keyed,
  leadBecomes,
  NO_FACTS,
  NOW,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { closeWon } from './close-won';

const sales = aPipeline();
const lead = aLeadIn(sales, 'assigned');
const postSale = aValue('event-type', 'post-sale-follow-up', { id: 110 });
const group = (id: number, label: string, won: boolean) => ({
  ...ref(id, label),
  defaultOnLost: !won,
  defaultOnWon: won,
  contactIds: new Set<number>(),
});
const event = (id: number, dueAt: string) => ({
  ...ref(id, `Event ${id}`),
  leadId: 1,
  kind: null,
  dueAt,
  allDay: false,
});
const world = {
  leads: [lead],
  actor: aMember({ 'close-won': 'own' }),
  facts: {
    pipelines: [sales],
    people: new Map([[1, [{ ...ref(1, 'Ana'), primaryIndividual: true, doNotContact: false }]]]),
    groups: keyed(group(60, 'Live Leads', false), group(61, 'Customers', true)),
    events: [event(40, '2026-02-01T09:00:00.000Z'), event(41, '2026-04-01T09:00:00.000Z')],
    eventTypes: [postSale],
  },
};

describe('closing a lead as won', () => {
  it('L24 R3: the work on it is done, and the sale is counted if nobody has', () => {
    expect(leadBecomes(planOver(closeWon, { notes: 'Paid.' }, world).changes)).toMatchObject({
      state: 'won',
      status: 'closed',
      outcome: 'won',
      soldAt: NOW.toISOString(),
      closeNotes: 'Paid.',
      closedBy: { label: 'Sam' },
    });
  });

  it('L24: a sale keeps the day on which it was marked', () => {
    const sold = { ...lead, soldAt: '2026-02-10T00:00:00.000Z' };

    expect(
      leadBecomes(planOver(closeWon, {}, { ...world, leads: [sold] }).changes),
    ).not.toHaveProperty('soldAt');
  });

  it('L13 L15: settles events and fills groups as losing does, with defaults of its own', () => {
    const { changes } = planOver(closeWon, {}, world);
    const touched = changes.filter(({ subject }) => subject.record !== 'lead');

    expect(touched.map(({ subject, field }) => `${subject.label}.${field}`)).toEqual([
      'Event 40.completedAt',
      'Event 40.completedBy',
      'Customers.contacts',
    ]);
    expect(closeWon.prefill(lead, { ...NO_FACTS, groups: world.facts.groups })).toEqual({
      contactGroups: ['doc61'],
    });
  });

  it('L21: leaves a follow-up although all other events are completed', () => {
    const { changes } = planOver(
      closeWon,
      { completeEvents: 'all', followUpAt: '2026-05-01' },
      world,
    );

    expect(changes.filter(({ field }) => field === 'completedAt')).toHaveLength(2);
    expect(created(changes, 'calendar-event')).toMatchObject([
      { title: 'Post sale follow up', type: postSale, assignee: { label: 'Sam' } },
    ]);
  });

  it('R13: only its owner, with a grant that says so', () => {
    const sue = aMember({ 'close-won': 'own' }, { id: 8 });

    expect(planOver(closeWon, {}, { ...world, actor: sue }).refused).toMatchObject([
      { code: 'access.owner' },
    ]);
    expect(planOver(closeWon, {}, { ...world, actor: aMember({}) }).refused).toMatchObject([
      { code: 'access.role' },
    ]);
  });

  it('R2: from what is open, to a stage that is there', () => {
    const refusedIn = (given: object) => planOver(closeWon, {}, { ...world, ...given }).refused;
    const short = { ...sales, stages: sales.stages.slice(0, 6) };

    expect(refusedIn({ leads: [aLeadIn(sales, 'lost')] })).toMatchObject([{ code: 'lead.final' }]);
    expect(refusedIn({ facts: { ...world.facts, pipelines: [short] } })).toMatchObject([
      { code: 'lead.state' },
    ]);
    expect(closeWon.hindrance(lead, [short])).toMatchObject({ code: 'lead.state' });
  });

  it('X53: a follow-up lies ahead', () => {
    expect(pathsOf(planOver(closeWon, { followUpAt: '2026-01-01' }, world).refused[0])).toEqual([
      'followUpAt',
    ]);
  });

  it('L20: asks for no field and no reason', () => {
    expect(planOver(closeWon, { reason: 'x' }, world).refused).toMatchObject([
      { code: 'input.invalid' },
    ]);
  });
});
