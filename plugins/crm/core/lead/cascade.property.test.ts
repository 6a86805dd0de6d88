import fc from 'fast-check';
import * as reference from './cascade.reference';
import { seen, type World } from './cascade.reference';
import { Rows } from './cascade.rows';

/*
 * Random operations on random worlds, once by the rules of this plugin and once by the reference in
 * cascade.reference.ts. After each step both worlds are the same, or fast-check shows the shortest
 * sequence after which they are not.
 */

// The same sequences every time, so that a red run can be run again; another seed finds others.
fc.configureGlobal({ seed: 20_261_122 });

/** A few seconds' worth; ten times as many were run when this was written. */
const RUNS = 3000;

describe('any sequence of operations', () => {
  it('A8-A12 R5-R8 R12 R30 X1-X18: leaves the world as the reference model says', () => {
    fc.assert(
      fc.property(worlds, fc.array(steps, { maxLength: 14 }), (start, sequence) => {
        const world = reference.copyOf(start);
        const ours = new Rows(world);
        for (const step of sequence) {
          play(step, world, ours);
          expect(ours.seen()).toEqual(seen(world));
        }
      }),
      { numRuns: RUNS, examples: [deathOnTwoLeads()] },
    );
  });

  it('X2: leads closed together end the same in any order', () => {
    fc.assert(
      fc.property(worlds, batches, fc.nat(), (start, { leads: picks, deed }, turn) => {
        const ids = leadIds(start, picks);
        const turned = [...ids.slice(turn % ids.length), ...ids.slice(0, turn % ids.length)];
        const [one, other] = [new Rows(start), new Rows(start)];

        one.runLeads(deed.action, ids, deed.input);
        other.runLeads(deed.action, turned, deed.input);

        // Which of the leads took a contact is the first one's; what became of the contact is not.
        expect(other.seen(false)).toEqual(one.seen(false));
      }),
      { numRuns: RUNS / 3 },
    );
  });

  it('R7: nobody is said to be kept whom the same operation changes', () => {
    fc.assert(
      fc.property(worlds, fc.array(steps, { maxLength: 8 }), batches, (start, sequence, last) => {
        const world = reference.copyOf(start);
        const ours = new Rows(world);
        for (const step of sequence) play(step, world, ours);
        const before = new Map(ours.contacts);

        const plans = ours.runLeads(last.deed.action, leadIds(world, last.leads), last.deed.input);

        const kept = plans.flatMap((plan) => plan.kept);
        const moved = kept.filter(
          ({ subject: { record, id } }) =>
            record === 'contact' && before.get(id)?.active !== ours.contacts.get(id)?.active,
        );
        expect(moved).toEqual([]);
      }),
      { numRuns: RUNS / 3 },
    );
  });
});

// ── Random worlds and steps ────────────────────────────────────────────────────────────────────────

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { freq: 3 });
const rarely = fc.nat(5).map((dice) => dice === 5);
const mostly = fc.nat(5).map((dice) => dice !== 5);

const SCORES = ['score-hot', 'score-lost', 'score-gone', 'score-unqualified', 'score-dead'];
const STATUSES = ['status-inquiry', 'status-lost', 'status-unqualified', 'status-dead'];
const KINDS: Record<string, reference.Kind> = {
  'score-hot': 'hot',
  'score-lost': 'lost-lead',
  'score-gone': 'lost-lead',
  'score-unqualified': 'unqualified',
  'score-dead': 'death',
  'status-inquiry': 'inquiry',
  'status-lost': 'lost-lead',
  'status-unqualified': 'unqualified',
  'status-dead': 'death',
};
const VALUES = [...SCORES, ...STATUSES].map((name) => ({ name, kind: KINDS[name] ?? 'hot' }));

const OUTCOMES: Partial<Record<reference.ReferenceLead['state'], string>> = {
  qualified: 'qualified',
  won: 'won',
  disqualified: 'unqualified',
};

const worlds: fc.Arbitrary<World> = fc
  .record({
    leads: fc.array(
      fc.record({
        state: fc.constantFrom('new', 'new', 'assigned', 'qualified', 'won', 'disqualified'),
        company: maybe(fc.nat(1)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    contacts: fc.array(
      fc.record({ staff: rarely, company: rarely.map((yes) => (yes ? 1 : null)), active: mostly }),
      { minLength: 1, maxLength: 5 },
    ),
    links: fc.array(
      fc.record({
        lead: fc.nat(3),
        contact: fc.nat(4),
        primaryIndividual: fc.boolean(),
        primaryContact: fc.boolean(),
        spouse: rarely,
        active: mostly,
      }),
      { maxLength: 12 },
    ),
    strict: rarely,
  })
  .map(
    ({ leads, contacts, links, strict }): World => ({
      leads: leads.map(({ state, company }, index) => ({
        id: index + 1,
        state,
        company,
        active: true,
        leadScore: null,
        leadScoreKind: null,
        statusCode: null,
        statusCodeKind: null,
        outcome: OUTCOMES[state] ?? null,
        closedAt: null,
        version: 1,
      })),
      contacts: contacts.map(({ staff, company, active }, index) => ({
        id: index + 1,
        staff,
        primaryOfCompany: company,
        active,
        reason: null,
        until: null,
        takenBy: null,
        deceased: false,
        doNotContact: false,
      })),
      links: links.map((link) => ({
        ...link,
        lead: 1 + (link.lead % leads.length),
        contact: 1 + (link.contact % contacts.length),
      })),
      values: VALUES.map((value) => ({ ...value })),
      operations: [],
      sharedContactsProtected: strict ? 'manual-only' : 'always',
      clock: 0,
    }),
  );

const picks = fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 4 });
const scores = fc.oneof(
  fc.record({ leadScore: maybe(fc.constantFrom(...SCORES)) }),
  fc.record({ statusCode: maybe(fc.constantFrom(...STATUSES)) }),
  fc.record({
    leadScore: maybe(fc.constantFrom(...SCORES)),
    statusCode: maybe(fc.constantFrom(...STATUSES)),
  }),
);

const deeds = fc.oneof(
  scores.map((input) => ({ action: 'score', input })),
  fc.constant({ action: 'deactivate', input: {} }),
  fc.boolean().map((restoreContacts) => ({ action: 'activate', input: { restoreContacts } })),
);
const batches = fc.record({ leads: picks, deed: deeds });

const steps = fc.oneof(
  { weight: 6, arbitrary: batches.map((batch) => ({ kind: 'batch', ...batch }) as const) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('undo' as const), operation: fc.nat(30) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('set contact active' as const), contact: fc.nat(4) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('set contact inactive' as const),
      contact: fc.nat(4),
      said: fc.record(
        {
          reason: fc.constantFrom('lost-lead', 'credit-hold', 'deceased'),
          until: maybe(fc.constant('2030-01-01T00:00:00.000Z')),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('end or revive link' as const), link: fc.nat(11) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('re-map value' as const),
      value: fc.nat(VALUES.length - 1),
      to: fc.constantFrom<reference.Kind>('warm', 'lost-lead', 'death'),
    }),
  },
);
type Step = typeof steps extends fc.Arbitrary<infer One> ? One : never;

/**
 * Found on the real application: R5, R30, X21. The first death leaves the contact active for the other
 * lead's sake; the second is somebody else's, and takes the contact, but not as deceased.
 */
function deathOnTwoLeads(): [World, Step[]] {
  const dies = (lead: number): Step => ({
    kind: 'batch',
    leads: [lead - 1],
    deed: { action: 'score', input: { leadScore: 'score-dead' } },
  });
  const link = { contact: 1, primaryIndividual: false, primaryContact: true, spouse: false };
  const world: World = {
    leads: [1, 2].map((id) => ({
      id,
      state: 'new',
      company: null,
      active: true,
      leadScore: null,
      leadScoreKind: null,
      statusCode: null,
      statusCodeKind: null,
      outcome: null,
      closedAt: null,
      version: 1,
    })),
    contacts: [
      {
        id: 1,
        staff: false,
        primaryOfCompany: null,
        active: true,
        reason: null,
        until: null,
        takenBy: null,
        deceased: false,
        doNotContact: false,
      },
    ],
    links: [
      { ...link, lead: 1, active: true },
      { ...link, lead: 2, active: true, primaryIndividual: true },
    ],
    values: VALUES.map((value) => ({ ...value })),
    operations: [],
    sharedContactsProtected: 'always',
    clock: 0,
  };
  return [world, [dies(2), dies(1), { kind: 'undo', operation: 0 }]];
}

const leadIds = (world: World, chosen: readonly number[]): number[] => [
  ...new Set(chosen.map((pick) => 1 + (pick % world.leads.length))),
];

function play(step: Step, world: World, ours: Rows): void {
  switch (step.kind) {
    case 'batch': {
      const ids = leadIds(world, step.leads);
      ours.runLeads(step.deed.action, ids, step.deed.input);
      const { input } = step.deed;
      if (step.deed.action === 'score') reference.score(world, ids, input as reference.Scores);
      else if (step.deed.action === 'deactivate') reference.deactivate(world, ids);
      else reference.activate(world, ids, 'restoreContacts' in input && input.restoreContacts);
      return;
    }
    case 'undo': {
      if (world.operations.length === 0) return;
      const index = step.operation % world.operations.length;
      const answer = ours.undo(index);
      expect(answer).toBe(reference.undo(world, index));
      return;
    }
    case 'set contact active': {
      const id = 1 + (step.contact % world.contacts.length);
      ours.runContact('activate', id, {});
      reference.activateContact(world, id);
      return;
    }
    case 'set contact inactive': {
      const id = 1 + (step.contact % world.contacts.length);
      ours.runContact('deactivate', id, step.said);
      reference.deactivateContact(world, id, step.said);
      return;
    }
    case 'end or revive link': {
      const link = world.links[step.link % Math.max(world.links.length, 1)];
      if (link !== undefined) link.active = !link.active;
      return;
    }
    case 're-map value': {
      const value = world.values[step.value];
      if (value !== undefined) value.kind = step.to;
    }
  }
}
