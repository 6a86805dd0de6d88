/**
 * The cascade told a second time, for tests only: from behaviours.md (R3 to R12, R30, A8 to A12, X1 to
 * X18) and without a line of the code it is compared with. Slow and plain on purpose: every operation
 * looks at the whole world, and history is the difference between two copies of it.
 */
export type Kind = 'hot' | 'warm' | 'inquiry' | 'lost-lead' | 'unqualified' | 'death';

/** What a lead's field `leadScore` or `statusCode` can hold: a value that editors named, of some kind. */
export interface ReferenceValue {
  readonly name: string;
  kind: Kind;
}

export interface ReferenceLead {
  readonly id: number;
  readonly state: 'new' | 'assigned' | 'qualified' | 'won' | 'disqualified';
  readonly company: number | null;
  active: boolean;
  leadScore: string | null;
  leadScoreKind: Kind | null;
  statusCode: string | null;
  statusCodeKind: Kind | null;
  outcome: string | null;
  closedAt: number | null;
  version: number;
}

export interface ReferenceContact {
  readonly id: number;
  readonly staff: boolean;
  readonly primaryOfCompany: number | null;
  active: boolean;
  reason: string | null;
  until: string | null;
  takenBy: number | null;
  deceased: boolean;
  doNotContact: boolean;
}

export interface ReferenceLink {
  readonly lead: number;
  readonly contact: number;
  readonly primaryIndividual: boolean;
  readonly primaryContact: boolean;
  readonly spouse: boolean;
  active: boolean;
}

interface FieldChange {
  readonly record: 'leads' | 'contacts';
  readonly id: number;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface ReferenceOperation {
  readonly lead: number | null;
  readonly changes: readonly FieldChange[];
}

export interface World {
  readonly leads: ReferenceLead[];
  readonly contacts: ReferenceContact[];
  readonly links: ReferenceLink[];
  readonly values: ReferenceValue[];
  readonly operations: ReferenceOperation[];
  /** R8: the strict reading lets score closings take shared contacts. */
  readonly sharedContactsProtected: 'always' | 'manual-only';
  clock: number;
}

type Refused = 'refused';
const CLOSED_BY: Partial<Record<Kind, string>> = {
  death: 'deceased',
  'lost-lead': 'lost',
  unqualified: 'unqualified',
};
const FINAL: Partial<Record<ReferenceLead['state'], string>> = {
  qualified: 'qualified',
  won: 'won',
  disqualified: 'unqualified',
};

/** R3, R4. Of two closing kinds the graver one names the outcome. */
const closingKindOf = (lead: ReferenceLead): Kind | null =>
  (['death', 'lost-lead', 'unqualified'] as const).find(
    (kind) => lead.leadScoreKind === kind || lead.statusCodeKind === kind,
  ) ?? null;

function outcomeOf(lead: ReferenceLead): string | null {
  const kind = closingKindOf(lead);
  return FINAL[lead.state] ?? (kind === null ? null : (CLOSED_BY[kind] ?? null));
}

/** A world apart, to look at what would be; history is only added to and need not be copied. */
export const copyOf = (world: World): World => ({
  ...world,
  leads: world.leads.map((lead) => ({ ...lead })),
  contacts: world.contacts.map((contact) => ({ ...contact })),
  links: world.links.map((link) => ({ ...link })),
  values: world.values.map((value) => ({ ...value })),
  operations: [...world.operations],
});

const leadOf = (world: World, id: number): ReferenceLead =>
  world.leads.find((lead) => lead.id === id) ?? fail(`no lead ${id}`);
const contactOf = (world: World, id: number): ReferenceContact =>
  world.contacts.find((contact) => contact.id === id) ?? fail(`no contact ${id}`);
function fail(message: string): never {
  throw new Error(message);
}

const liveLinks = (world: World, lead: number): ReferenceLink[] =>
  world.links.filter((link) => link.lead === lead && link.active);

/** R7: the leads that keep this contact active, as the world stands. */
const leadsThatNeed = (world: World, contact: number): ReferenceLead[] =>
  world.leads.filter(
    (lead) =>
      lead.active &&
      (lead.outcome === null || lead.outcome === 'qualified' || lead.outcome === 'won') &&
      liveLinks(world, lead.id).some((link) => link.contact === contact),
  );

/** A4, R7, R8, X7: is there anything that keeps this contact active, once these leads are closed? */
function isProtected(
  world: World,
  contact: ReferenceContact,
  closing: readonly ReferenceLead[],
  byHand: boolean,
): boolean {
  const shared = byHand || world.sharedContactsProtected === 'always';
  if (shared && leadsThatNeed(world, contact.id).length > 0) return true;
  if (contact.staff) return true;
  const ownCompanies = closing
    .filter((lead) => liveLinks(world, lead.id).some((link) => link.contact === contact.id))
    .map((lead) => lead.company);
  return contact.primaryOfCompany !== null && !ownCompanies.includes(contact.primaryOfCompany);
}

/** Runs a deed and remembers what it made of the world, one operation for each lead it names. */
function remember(world: World, deeds: readonly { lead: number | null; run: () => void }[]): void {
  for (const { lead, run } of deeds) {
    const before = copyOf(world);
    run();
    const changes = differences(before, world);
    if (changes.length === 0) continue;
    world.operations.push({ lead, changes });
    if (lead !== null) leadOf(world, lead).version += 1;
  }
}

function differences(before: Pick<World, 'leads' | 'contacts'>, after: World): FieldChange[] {
  return (['leads', 'contacts'] as const).flatMap((record) =>
    after[record].flatMap((row, index) =>
      Object.entries(row).flatMap(([field, value]): FieldChange[] => {
        const earlier = (before[record][index] as unknown as Record<string, unknown>)[field];
        return earlier === value || field === 'version'
          ? []
          : [{ record, id: row.id, field, before: earlier, after: value }];
      }),
    ),
  );
}

function take(world: World, contact: ReferenceContact, reason: string): void {
  contact.active = false;
  contact.reason = reason;
  contact.takenBy = world.operations.length;
}

/** A2 to A4, R6, X2: closed by hand. Inactive leads are left out (R10). */
export function deactivate(world: World, ids: readonly number[]): void {
  const closing = ids.map((id) => leadOf(world, id)).filter((lead) => lead.active);
  const after = copyOf(world);
  for (const lead of closing) leadOf(after, lead.id).active = false;
  remember(
    world,
    closing.map((lead) => ({
      lead: lead.id,
      run: () => {
        lead.active = false;
        for (const link of liveLinks(world, lead.id)) {
          const contact = contactOf(world, link.contact);
          if (contact.active && !isProtected(after, contact, closing, true)) {
            take(world, contact, 'lost-lead');
          }
        }
      },
    })),
  );
}

export interface Scores {
  readonly leadScore?: string | null;
  readonly statusCode?: string | null;
}

/** A6, A8 to A12, R5, R30, X16 to X18: scored, on inactive leads too (R10). */
export function score(world: World, ids: readonly number[], scores: Scores): void {
  const now = (world.clock += 1);
  const leads = ids.map((id) => leadOf(world, id));
  const after = copyOf(world);
  const judged = leads.map((lead) => {
    const later = leadOf(after, lead.id);
    const [before, kind] = [
      closingKindOf(lead),
      (mark(after, later, scores), closingKindOf(later)),
    ];
    const closes = before === null && kind !== null;
    const died = kind === 'death' && before !== 'death';
    if (closes) later.active = false;
    return { lead, closes, died };
  });
  const closing = judged.filter(({ closes }) => closes).map(({ lead }) => lead);
  const individuals = (lead: ReferenceLead): number[] =>
    liveLinks(world, lead.id).flatMap((link) => (link.primaryIndividual ? [link.contact] : []));
  const dead = new Set(judged.flatMap(({ lead, died }) => (died ? individuals(lead) : [])));
  remember(
    world,
    judged.map(({ lead, closes, died }) => ({
      lead: lead.id,
      run: () => {
        const wasClosed = lead.outcome !== null;
        mark(world, lead, scores);
        const isClosed = lead.outcome !== null;
        if (wasClosed !== isClosed) lead.closedAt = isClosed ? now : null;
        if (closes) lead.active = false;
        const own = individuals(lead);
        for (const id of died ? own : []) {
          Object.assign(contactOf(world, id), { deceased: true, doNotContact: true });
        }
        const primaryContacts = liveLinks(world, lead.id).flatMap((link) =>
          link.primaryContact && !link.spouse ? [link.contact] : [],
        );
        for (const id of closes ? [...own, ...primaryContacts] : []) {
          const contact = contactOf(world, id);
          if (!contact.active || isProtected(after, contact, closing, false)) continue;
          take(world, contact, dead.has(id) ? 'deceased' : 'lost-lead');
        }
      },
    })),
  );
}

function mark(world: World, lead: ReferenceLead, scores: Scores): void {
  for (const field of ['leadScore', 'statusCode'] as const) {
    const name = scores[field];
    if (name === undefined) continue;
    lead[field] = name;
    lead[`${field}Kind`] = world.values.find((value) => value.name === name)?.kind ?? null;
  }
  lead.outcome = outcomeOf(lead);
}

/** S14, R12: activated; with `restore` the contacts that its own closing took come along. */
export function activate(world: World, ids: readonly number[], restore: boolean): void {
  const takenBy = world.contacts.map(({ takenBy: by }) =>
    by === null ? null : (world.operations[by]?.lead ?? null),
  );
  remember(
    world,
    ids.map((id) => ({
      lead: id,
      run: () => {
        const lead = leadOf(world, id);
        if (lead.active) return;
        lead.active = true;
        world.contacts.forEach((contact, index) => {
          const own = restore && takenBy[index] === id;
          if (own && !contact.active && !contact.deceased) bringBack(contact);
        });
      },
    })),
  );
}

const bringBack = (contact: ReferenceContact): void =>
  void Object.assign(contact, { active: true, reason: null, until: null, takenBy: null });

/** P5, P9. Who comes back alive was not dead; the consent stays until the death is undone. */
export function activateContact(world: World, id: number): void {
  const contact = contactOf(world, id);
  const run = (): void => {
    if (contact.active) return;
    bringBack(contact);
    contact.deceased = false;
  };
  remember(world, [{ lead: null, run }]);
}

/** P1, R11, X25: what is said last counts, and keeps the contact down on its own. */
export function deactivateContact(
  world: World,
  id: number,
  said: { reason?: string; until?: string | null },
): void {
  const contact = contactOf(world, id);
  const run = (): void => {
    const before = { ...contact };
    if (!contact.active && said.reason === undefined && said.until === undefined) return;
    contact.active = false;
    contact.reason = said.reason ?? contact.reason ?? 'other';
    // X25: a new reason starts anew; a date of the one before does not end it.
    const another = said.reason !== undefined && said.reason !== before.reason;
    if (said.until !== undefined) contact.until = said.until;
    else if (another || before.active) contact.until = null;
    if (said.reason === 'deceased') Object.assign(contact, { deceased: true, doNotContact: true });
    const same = JSON.stringify(before) === JSON.stringify(contact);
    if (!same) contact.takenBy = world.operations.length;
  };
  remember(world, [{ lead: null, run }]);
}

/**
 * Undo: every field the operation changed gets its earlier value back, all of them or none. Refused when
 * one of them holds a third value by now, when nothing is left to do, when a lead would not stand as
 * its scores say (R3), or when a contact would go inactive whom a lead needs (R7).
 */
export function undo(world: World, index: number): Refused | undefined {
  const operation = world.operations[index] ?? fail(`no operation ${index}`);
  const after = copyOf(world);
  let restored = 0;
  for (const { record, id, field, before, after: made } of operation.changes) {
    const row = rowOf(after, record, id);
    if (row[field] === before) continue;
    if (row[field] !== made) return 'refused';
    row[field] = before;
    restored += 1;
  }
  if (restored === 0) return 'refused';
  if (operation.lead !== null) {
    const lead = leadOf(after, operation.lead);
    if (lead.outcome !== outcomeOf(lead)) return 'refused';
  }
  const fallen = after.contacts.filter(
    (contact) => !contact.active && contactOf(world, contact.id).active,
  );
  if (fallen.some((contact) => leadsThatNeed(after, contact.id).length > 0)) return 'refused';
  remember(world, [
    {
      lead: operation.lead,
      run: () => {
        for (const { record, id, field } of operation.changes) {
          rowOf(world, record, id)[field] = rowOf(after, record, id)[field];
        }
      },
    },
  ]);
  return undefined;
}

const rowOf = (world: World, record: FieldChange['record'], id: number): Record<string, unknown> =>
  (record === 'leads' ? leadOf(world, id) : contactOf(world, id)) as unknown as Record<
    string,
    unknown
  >;

/** What people and reports can see of a world. */
export function seen(world: World): object {
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
