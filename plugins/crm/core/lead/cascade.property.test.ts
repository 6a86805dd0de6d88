import fc from 'fast-check';
import { planContact, type ContactAction } from '../contact/action';
import { contactActions } from '../contact/actions';
import type { ContactFact, LinkFact, ProtectionFact } from '../contact/model';
import type { MasterTypeKey } from '../dropdown/types';
import { leadsLeavingByUndo, planUndo, recordKey } from '../history/undo';
import { SYSTEM } from '../kernel/actor';
import type { Change, Plan } from '../kernel/plan';
import { isRefusal } from '../kernel/refusals';
import { settingsSchema } from '../kernel/settings';
import { THIS_OPERATION, type Ref, type Value } from '../kernel/values';
import type { LeadAction } from './action';
import { leadActions } from './actions';
import * as reference from './cascade.reference';
import type { World } from './cascade.reference';
import type { DropdownValueFact, LeadFact } from './model';
import { decideLeads, leadsThatStopProtecting, planLeads } from './plan';
import { protectsContacts, standing } from './rules/closing';

/*
 * Random operations on random worlds, once by the rules of this plugin and once by the reference in
 * cascade.reference.ts. After each step both worlds are the same, or fast-check shows the shortest
 * sequence after which they are not.
 */

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
      { numRuns: RUNS },
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

        const kept = plans.flatMap((plan) => plan.kept.filter(({ rule }) => rule !== 'A12'));
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

// ── The rules of this plugin, on rows in memory ────────────────────────────────────────────────────

const NOW = Date.parse('2026-01-01T00:00:00Z');
const instant = (tick: number): Date => new Date(NOW + tick * 60_000);

interface Operation extends Ref {
  readonly lead: number | null;
  readonly changes: readonly Change[];
}

class Rows {
  readonly leads = new Map<number, LeadFact>();
  readonly contacts = new Map<number, ContactFact>();
  readonly operations: Operation[] = [];
  clock = 0;

  constructor(readonly world: World) {
    for (const lead of world.leads) this.leads.set(lead.id, leadRow(lead));
    for (const contact of world.contacts) this.contacts.set(contact.id, contactRow(contact));
  }

  private get settings() {
    return settingsSchema.parse({
      cascade: { protectSharedContacts: this.world.sharedContactsProtected },
    });
  }

  runLeads(key: string, ids: readonly number[], input: object): Plan[] {
    const action = leadActions.find(key) as LeadAction;
    const parsed = action.parse(input);
    if (isRefusal(parsed)) throw new Error(parsed.message);
    this.clock += 1;
    const { decided } = decideLeads(
      action,
      ids.flatMap((id) => this.leads.get(id) ?? []),
      {
        values: valueFacts(this.world),
        policy: { policy: 'allow', permissionRoleExists: false },
        actor: SYSTEM,
        now: instant(this.clock),
      },
      { input: parsed },
    );
    const people = {
      links: this.links(),
      contacts: this.contacts,
      protections: this.protections(leadsThatStopProtecting(decided)),
      taken: [...this.contacts.values()].filter(
        ({ active, inactivatedByLeadId }) =>
          !active &&
          decided.some(
            ({ lead, decision }) =>
              decision.restore !== undefined && lead.id === inactivatedByLeadId,
          ),
      ),
    };
    const plans = planLeads(decided, people, this.settings);
    this.apply(plans);
    return plans;
  }

  runContact(key: string, id: number, input: object): void {
    const action = contactActions.find(key) as ContactAction;
    const parsed = action.parse(input);
    const contact = this.contacts.get(id);
    if (isRefusal(parsed) || contact === undefined) throw new Error('bad call');
    const plan = planContact(action, { contact, actor: SYSTEM, now: new Date(NOW) }, parsed);
    if (!isRefusal(plan)) this.apply([plan]);
  }

  undo(index: number): 'refused' | undefined {
    const { changes, lead } = this.operations[index] as Operation;
    const owner = lead === null ? undefined : this.leads.get(lead);
    const current = new Map<string, Readonly<Record<string, Value>>>();
    for (const { subject } of changes) {
      const row = subject.record === 'lead' ? this.leads : this.contacts;
      current.set(recordKey(subject), row.get(subject.id) as unknown as Record<string, Value>);
    }
    const subject = changes[0]?.subject;
    if (subject === undefined) throw new Error('an operation without changes');
    const plan = planUndo({
      changes,
      subject: owner === undefined ? subject : this.subjectOf(owner),
      access: 'edit',
      current,
      lead: owner,
      protections: this.protections(leadsLeavingByUndo(owner, changes)).filter(
        ({ by }) => by === 'lead',
      ),
    });
    if (isRefusal(plan)) return 'refused';
    this.apply([plan]);
    return undefined;
  }

  /** What people and reports can see; `by` leaves out which operation took a contact. */
  seen(by = true): object {
    return {
      leads: [...this.leads.values()].map((lead) => ({
        id: lead.id,
        active: lead.active,
        leadScore: lead.leadScore?.label ?? null,
        statusCode: lead.statusCode?.label ?? null,
        status: lead.status,
        outcome: lead.outcome,
        closed: lead.closedAt !== null,
        version: lead.version,
      })),
      contacts: [...this.contacts.values()].map((contact) => ({
        id: contact.id,
        active: contact.active,
        reason: contact.inactiveReason,
        until: contact.inactiveUntil,
        deceased: contact.deceased,
        doNotContact: contact.doNotContact,
        ...(by ? { takenBy: contact.inactivatedBy?.id ?? null } : {}),
      })),
    };
  }

  private subjectOf(lead: LeadFact) {
    const { id, documentId, title } = lead;
    return { record: 'lead', id, documentId, label: title } as const;
  }

  private links(): LinkFact[] {
    return this.world.links.map((link, index) => ({
      id: index + 1,
      leadId: link.lead,
      contactId: link.contact,
      active: link.active,
      primaryIndividual: link.primaryIndividual,
      primaryContact: link.primaryContact,
      relationship: link.spouse ? 'spouse' : null,
    }));
  }

  private protections(leaving: readonly number[]): ProtectionFact[] {
    const byLead = this.links().flatMap((link): ProtectionFact[] => {
      const lead = this.leads.get(link.leadId);
      return link.active && lead && protectsContacts(lead) && !leaving.includes(lead.id)
        ? [{ contactId: link.contactId, by: 'lead', id: lead.id, label: lead.title }]
        : [];
    });
    const others = this.world.contacts.flatMap(({ id, staff, primaryOfCompany }) => [
      ...(staff ? [{ contactId: id, by: 'staff', id: 1, label: '' } as const] : []),
      ...(primaryOfCompany === null
        ? []
        : [{ contactId: id, by: 'company', id: primaryOfCompany, label: '' } as const]),
    ]);
    return [...byLead, ...others];
  }

  private apply(plans: readonly Plan[]): void {
    for (const plan of plans) {
      if (plan.changes.length === 0) continue;
      const id = this.operations.length + 1;
      const ref: Ref = { id, documentId: `op-${id}`, label: `operation ${id}` };
      const lead = plan.subject.record === 'lead' ? plan.subject.id : null;
      const changes = plan.changes.map((change) =>
        change.after === THIS_OPERATION ? { ...change, after: ref } : change,
      );
      this.operations.push({ ...ref, lead, changes });
      for (const { subject, field, after } of changes) this.set(subject, field, after);
      const row = lead === null ? undefined : this.leads.get(lead);
      if (row !== undefined) this.leads.set(row.id, { ...row, version: row.version + 1 });
    }
  }

  private set({ record, id }: Change['subject'], field: string, after: Value): void {
    if (record === 'lead') {
      this.leads.set(id, { ...(this.leads.get(id) as LeadFact), [field]: after });
      return;
    }
    const contact = { ...(this.contacts.get(id) as ContactFact), [field]: after };
    const by = contact.inactivatedBy;
    const inactivatedByLeadId = by === null ? null : (this.operations[by.id - 1]?.lead ?? null);
    this.contacts.set(id, { ...contact, inactivatedByLeadId });
  }
}

const leadRow = (lead: reference.ReferenceLead): LeadFact => ({
  id: lead.id,
  documentId: `lead-${lead.id}`,
  title: `Lead ${lead.id}`,
  version: lead.version,
  state: lead.state,
  ...standing(lead.state, null, null),
  active: lead.active,
  owner: null,
  ownerManagerId: null,
  companyId: lead.company,
  leadScore: null,
  statusCode: null,
  lostReason: null,
  leadScoreKind: null,
  statusCodeKind: null,
  closedAt: null,
  closedBy: null,
});

const contactRow = ({ id, active }: reference.ReferenceContact): ContactFact => ({
  id,
  documentId: `contact-${id}`,
  name: `Contact ${id}`,
  active,
  inactiveReason: null,
  inactiveUntil: null,
  inactivatedBy: null,
  inactivatedByLeadId: null,
  deceased: false,
  doNotContact: false,
});

const valueFacts = (world: World): Map<string, DropdownValueFact> =>
  new Map(
    world.values.map(({ name, kind }, index) => [
      name,
      {
        id: index + 1,
        documentId: name,
        label: name,
        type: name.startsWith('score') ? 'lead-score' : 'status-code',
        masterType: kind as MasterTypeKey,
        active: true,
      },
    ]),
  );

function seen(world: World): object {
  return {
    leads: world.leads.map(({ id, active, leadScore, statusCode, outcome, closedAt, version }) => ({
      id,
      active,
      leadScore,
      statusCode,
      status: outcome === null ? 'open' : 'closed',
      outcome,
      closed: closedAt !== null,
      version,
    })),
    contacts: world.contacts.map(
      ({ id, active, reason, until, deceased, doNotContact, takenBy }) => ({
        id,
        active,
        reason,
        until,
        deceased,
        doNotContact,
        takenBy: takenBy === null ? null : takenBy + 1,
      }),
    ),
  };
}

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
