import fc from 'fast-check';
import type { ContactFact, LinkFact, ProtectionFact } from '../contact/model';
import type { PeopleFacts } from '../contact/rules/plan-people';
import { settingsSchema } from '../kernel/settings';
import type { CascadeOrder, DecidedLead } from '../lead/action';
import type { LeadFact } from '../lead/model';
import { leadsThatStopProtecting, planLeads } from '../lead/plan';
import { protectsContacts } from '../lead/rules/closing';
import { aContact, aLead, aLink, ref } from '../testing/facts';
import { leaves, stillToSettle } from './settle';

/*
 * X2: whatever the size of the batches, and in whatever order the leads come, the people of a bulk end as
 * if all of its leads had been closed at once. The world below answers what the database would be asked.
 */

interface World {
  readonly leads: Map<number, LeadFact>;
  readonly contacts: Map<number, ContactFact>;
  readonly links: readonly LinkFact[];
  /** Contact → the company whose primary contact they are. */
  readonly companies: ReadonlyMap<number, number>;
}

const settings = settingsSchema.parse({});

const people = fc.integer({ min: 1, max: 5 });
const scene = fc.record({
  leads: fc.array(
    fc.record({
      links: fc.array(
        fc.record({
          contact: people,
          active: fc.boolean(),
          individual: fc.boolean(),
          primary: fc.boolean(),
          spouse: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
      company: fc.option(fc.integer({ min: 1, max: 2 })),
      /** In the job and closed; closed before, so that only a death is noted; refused; in no job. */
      part: fc.constantFrom('closes', 'closes', 'closes', 'was closed', 'refuses', 'outside'),
      live: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  ),
  companies: fc.dictionary(fc.constantFrom('1', '2', '3'), fc.integer({ min: 1, max: 2 })),
  scope: fc.constantFrom('everyone' as const, 'primaries' as const),
  death: fc.boolean(),
  /** Whose death was recorded before, while something kept them active. */
  deadBefore: fc.subarray([1, 2, 3, 4, 5]),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

function worldOf({ leads, companies, deadBefore }: Scene): World {
  const facts = leads.map(({ company, live, part }, index) =>
    aLead({
      id: index + 1,
      company: company === null ? null : ref(company),
      // A lost lead is closed already: it protects nobody, and can still be set inactive.
      outcome: live && part !== 'was closed' ? null : 'lost',
    }),
  );
  const links = leads.flatMap((lead, index) =>
    lead.links.map(({ contact, active, individual, primary, spouse }) =>
      aLink(index + 1, contact, {
        active,
        primaryIndividual: individual,
        primaryContact: primary,
        relationship: spouse ? 'spouse' : null,
      }),
    ),
  );
  return {
    leads: new Map(facts.map((lead) => [lead.id, lead])),
    contacts: new Map(
      [1, 2, 3, 4, 5].map((id) => [id, aContact({ id, deceased: deadBefore.includes(id) })]),
    ),
    links,
    companies: new Map(Object.entries(companies).map(([id, company]) => [Number(id), company])),
  };
}

/** What the loaders would find for a batch. */
function peopleFor(
  world: World,
  batch: readonly DecidedLead[],
  done: ReadonlySet<number>,
  taken: ReadonlySet<number>,
): PeopleFacts {
  const ids = new Set(batch.map(({ lead }) => lead.id));
  const leaving = new Set(leadsThatStopProtecting(batch));
  const links = world.links.filter(({ leadId }) => ids.has(leadId));
  const live = (contactId: number): LinkFact[] =>
    world.links.filter((link) => link.active && link.contactId === contactId);
  const protections = [...new Set(links.map(({ contactId }) => contactId))].flatMap(
    (contactId): ProtectionFact[] => {
      const lead = live(contactId)
        .map(({ leadId }) => world.leads.get(leadId))
        .find((found) => found !== undefined && protectsContacts(found) && !leaving.has(found.id));
      const company = world.companies.get(contactId);
      const closed = live(contactId).some(
        ({ leadId }) => done.has(leadId) && world.leads.get(leadId)?.company?.id === company,
      );
      return [
        ...(lead === undefined
          ? []
          : [{ contactId, by: 'lead' as const, id: lead.id, label: lead.title }]),
        ...(company === undefined || closed
          ? []
          : [{ contactId, by: 'company' as const, id: company, label: 'Company' }]),
      ];
    },
  );
  return { links, contacts: world.contacts, protections, taken: [], takenBefore: taken };
}

/** Runs a job as the server does: batches, the newest leads first, then the last look. */
function runJob(given: Scene, batchSize: number): Map<number, ContactFact> {
  const world = worldOf(given);
  const order: CascadeOrder = { scope: given.scope, reason: 'lost-lead', death: given.death };
  // X17: what was closed before takes nobody; a death is noted all the same.
  const decisionOn = (lead: LeadFact): DecidedLead =>
    given.leads[lead.id - 1]?.part === 'was closed'
      ? {
          lead,
          decision: { access: 'deactivate', set: [], cascade: { ...order, scope: 'nobody' } },
        }
      : {
          lead,
          decision: {
            access: 'deactivate',
            set: [{ field: 'active', after: false, rule: 'A2' }],
            cascade: order,
          },
        };
  const done = new Set<number>();
  const taken = new Set<number>();
  const unsettled = new Map<number, CascadeOrder>();

  const carryOut = (batch: readonly DecidedLead[]) => {
    const plans = planLeads(batch, peopleFor(world, batch, done, taken), settings);
    for (const [index, plan] of plans.entries()) {
      const decided = batch[index] as DecidedLead;
      const cascade = stillToSettle(decided, plan);
      if (cascade !== null) unsettled.set(decided.lead.id, cascade);
      if (leaves(decided)) done.add(decided.lead.id);
      for (const { subject, field, after } of plan.changes) {
        const records: Map<number, object> =
          subject.record === 'lead' ? world.leads : world.contacts;
        records.set(subject.id, { ...records.get(subject.id), [field]: after });
        if (subject.record === 'contact' && field === 'active') taken.add(subject.id);
      }
    }
  };

  const job = given.leads.flatMap(({ part }, index) =>
    part === 'closes' || part === 'was closed' ? [index + 1] : [],
  );
  const descending = job.toReversed();
  for (let at = 0; at < descending.length; at += batchSize) {
    const ids = descending.slice(at, at + batchSize).toReversed();
    carryOut(ids.map((id) => decisionOn(world.leads.get(id) as LeadFact)));
  }
  // The deaths last, the oldest of each first.
  const last = (id: number): number => (done.has(id) ? 0 : 1);
  const waiting = [...unsettled].sort(([one], [other]) => last(one) - last(other) || one - other);
  for (let at = 0; at < waiting.length; at += batchSize) {
    carryOut(
      waiting.slice(at, at + batchSize).map(([id, cascade]) => ({
        lead: world.leads.get(id) as LeadFact,
        decision: { access: 'deactivate', set: [], cascade },
      })),
    );
  }
  return world.contacts;
}

const stateOf = (contacts: ReadonlyMap<number, ContactFact>) =>
  [...contacts.values()].map(({ id, active, inactiveReason, deceased }) => ({
    id,
    active,
    inactiveReason,
    deceased,
  }));

/** Dies on a lead that was closed before, and is kept on another until a third one of the job has gone. */
const KEPT_UNTIL_THE_LAST_LOOK: Scene = {
  leads: (
    [
      { part: 'was closed', live: false, individual: true, primary: false },
      { part: 'closes', live: true, individual: false, primary: false },
      { part: 'closes', live: false, individual: false, primary: true },
    ] as const
  ).map(({ part, live, individual, primary }) => ({
    links: [{ contact: 4, active: true, individual, primary, spouse: false }],
    company: null,
    part,
    live,
  })),
  companies: {},
  scope: 'primaries',
  death: true,
  deadBefore: [],
};

describe('X2: the people of a bulk', () => {
  it('end alike, whatever the size of its batches', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 6 }), (given, size) => {
        expect(stateOf(runJob(given, size))).toEqual(stateOf(runJob(given, 100)));
      }),
      { numRuns: 3_000, examples: [[KEPT_UNTIL_THE_LAST_LOOK, 1]] },
    );
  });

  it('end alike, in whatever order its leads were made', () => {
    fc.assert(
      fc.property(
        scene.chain((given) =>
          fc.record({
            given: fc.constant(given),
            other: fc
              .shuffledSubarray([...given.leads], {
                minLength: given.leads.length,
                maxLength: given.leads.length,
              })
              .map((leads) => ({ ...given, leads })),
          }),
        ),
        fc.integer({ min: 1, max: 6 }),
        ({ given, other }, size) => {
          expect(stateOf(runJob(given, size))).toEqual(stateOf(runJob(other, size)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
