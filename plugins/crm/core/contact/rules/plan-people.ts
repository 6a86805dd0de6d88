import type { CascadeOrder, DecidedLead } from '../../lead/action';
import type { LeadFact } from '../../lead/model';
import { groupBy } from '../../kernel/group-by';
import type { Change, Kept } from '../../kernel/plan';
import type { Settings } from '../../kernel/settings';
import { THIS_OPERATION, type Value } from '../../kernel/values';
import {
  contactSubject,
  type ContactFact,
  type InactiveReason,
  type LinkFact,
  type ProtectionFact,
} from '../model';

export interface PeopleFacts {
  /** All links of the leads, ended ones too. */
  readonly links: readonly LinkFact[];
  /** The contacts of those links, and those in `taken`. */
  readonly contacts: ReadonlyMap<number, ContactFact>;
  /**
   * What keeps those contacts active. `lead` rows name only leads that still protect after this
   * operation; `company` rows name every company whose primary contact they are.
   */
  readonly protections: readonly ProtectionFact[];
  /** Inactive contacts whose inactivation came from an operation on one of the leads (R12). */
  readonly taken: readonly ContactFact[];
  /** Whom an earlier batch of the same bulk job took: taken once, and no news (X2). */
  readonly takenBefore?: ReadonlySet<number>;
}

interface PeoplePlan {
  readonly changes: Change[];
  readonly kept: Kept[];
}

export const RULE_OF_PROTECTION = {
  staff: 'X7',
  company: 'X7',
  opportunity: 'X8',
} as const;

/** R5 to R8, A10 to A12, X1 to X16: who becomes inactive with these leads, and who stays. */
export function planCascade(
  decided: readonly DecidedLead[],
  people: PeopleFacts,
  settings: Settings,
): Map<number, PeoplePlan> {
  const linksOf = groupBy(people.links, (link) => link.leadId);
  const protectionsOf = groupBy(people.protections, (protection) => protection.contactId);
  const closingCompanies = companiesOfClosingLeads(decided, linksOf);
  const dead = deceasedIn(decided, linksOf);
  const taken = new Set<number>();
  const recorded = new Set<number>();
  const plans = new Map<number, PeoplePlan>();
  for (const { lead, decision } of decided) {
    if (decision.cascade === undefined) continue;
    plans.set(lead.id, cascadeOfLead(lead, decision.cascade));
  }
  return withoutTaken(plans, taken);

  function cascadeOfLead(lead: LeadFact, order: CascadeOrder): PeoplePlan {
    const plan: PeoplePlan = { changes: [], kept: [] };
    const links = (linksOf.get(lead.id) ?? []).filter((link) => link.active);
    const individuals = new Set(links.filter(isIndividual).map((link) => link.contactId));
    const deceased = order.death ? individuals : new Set<number>();
    const { reached, spouses } = whom(order, links, individuals);
    for (const id of [...new Set([...reached, ...deceased])].sort(byNumber)) {
      const contact = people.contacts.get(id);
      if (contact === undefined) continue;
      // Once in a batch, by the first: undoing the second must not bring anybody back to life.
      if (deceased.has(id) && !recorded.has(id)) {
        plan.changes.push(...markDeceased(contact, people.takenBefore?.has(id) === true));
      }
      if (deceased.has(id)) recorded.add(id);
      if (reached.has(id))
        takeOrKeep(plan, contact, order, dead.has(id) ? 'deceased' : order.reason);
    }
    for (const id of spouses) {
      const contact = people.contacts.get(id);
      if (contact?.active) {
        plan.kept.push(kept(contact, 'A12', 'Stays active: the primary contact is the spouse.'));
      }
    }
    return plan;
  }

  function takeOrKeep(
    plan: PeoplePlan,
    contact: ContactFact,
    order: CascadeOrder,
    reason: InactiveReason,
  ): void {
    // Two leads of one batch reach the same person: inactive once, by the first of them (X2).
    if (taken.has(contact.id)) return;
    if (!contact.active) {
      if (people.takenBefore?.has(contact.id) !== true) {
        plan.kept.push(kept(contact, 'X6', 'Was inactive already.'));
      }
      return;
    }
    const protection = protectionOf(contact.id, order);
    if (protection !== undefined) {
      plan.kept.push(kept(contact, ruleOf(protection, order), sentenceOf(protection)));
      return;
    }
    taken.add(contact.id);
    const rule = order.scope === 'everyone' ? 'R6' : 'R5';
    plan.changes.push(
      ...fields(contact, rule, {
        active: false,
        inactiveReason: reason,
        inactivatedBy: THIS_OPERATION,
      }),
    );
  }

  function protectionOf(contactId: number, order: CascadeOrder): ProtectionFact | undefined {
    return protectionsOf.get(contactId)?.find(({ by, id }) => {
      if (by === 'lead') {
        return order.scope === 'everyone' || settings.cascade.protectSharedContacts === 'always';
      }
      if (by === 'opportunity') return settings.cascade.protectOpenOpportunities;
      if (!settings.cascade.protectStaffAndCompanies) return false;
      return by === 'staff' || !closingCompanies.get(contactId)?.has(id);
    });
  }
}

/** The spouse of one lead's primary individual may be taken by another lead of the batch: not kept then (X2). */
const withoutTaken = (
  plans: ReadonlyMap<number, PeoplePlan>,
  taken: ReadonlySet<number>,
): Map<number, PeoplePlan> =>
  new Map(
    [...plans].map(([leadId, { changes, kept }]) => [
      leadId,
      {
        changes,
        kept: kept.filter(({ rule, subject }) => rule !== 'A12' || !taken.has(subject.id)),
      },
    ]),
  );

/** A10, A12, R5, R6: the contacts in scope, and the spouses whom the automatic way leaves out. */
function whom(
  order: CascadeOrder,
  links: readonly LinkFact[],
  individuals: ReadonlySet<number>,
): { reached: Set<number>; spouses: Set<number> } {
  if (order.scope === 'nobody') return { reached: new Set(), spouses: new Set() };
  if (order.scope === 'everyone') {
    return { reached: new Set(links.map((link) => link.contactId)), spouses: new Set() };
  }
  const reached = new Set(individuals);
  const spouses = new Set<number>();
  for (const { contactId, primaryContact, relationship } of links) {
    // Somebody is not their own spouse: a primary individual is reached as such (X16).
    if (!primaryContact || individuals.has(contactId)) continue;
    (relationship === 'spouse' ? spouses : reached).add(contactId);
  }
  // Linked twice, once as spouse: who is taken is not said to be kept.
  for (const id of reached) spouses.delete(id);
  return { reached, spouses };
}

/**
 * R30: who dies with this batch, said by whichever of its leads; another one may be the first to take them
 * (X2). A death recorded before is another operation's: were it the reason here, undoing that operation
 * would leave somebody alive who is inactive as deceased (X21).
 */
function deceasedIn(
  decided: readonly DecidedLead[],
  linksOf: ReadonlyMap<number, readonly LinkFact[]>,
): Set<number> {
  const individuals = decided
    .filter(({ decision }) => decision.cascade?.death === true)
    .flatMap(({ lead }) => linksOf.get(lead.id) ?? [])
    .filter((link) => link.active && isIndividual(link));
  return new Set(individuals.map((link) => link.contactId));
}

const isIndividual = (link: LinkFact): boolean => link.primaryIndividual;

/** X7: the company of the closing lead itself does not protect its own primary contact. */
function companiesOfClosingLeads(
  decided: readonly DecidedLead[],
  linksOf: ReadonlyMap<number, readonly LinkFact[]>,
): Map<number, Set<number>> {
  const companies = new Map<number, Set<number>>();
  for (const { lead, decision } of decided) {
    // A lead that was closed before only notes a death here; it does not close again (X17).
    if ((decision.cascade?.scope ?? 'nobody') === 'nobody' || lead.company === null) continue;
    for (const { contactId, active } of linksOf.get(lead.id) ?? []) {
      if (!active) continue;
      const own = companies.get(contactId) ?? new Set<number>();
      companies.set(contactId, own.add(lead.company.id));
    }
  }
  return companies;
}

function ruleOf(protection: ProtectionFact, order: CascadeOrder): string {
  if (protection.by !== 'lead') return RULE_OF_PROTECTION[protection.by];
  return order.scope === 'everyone' ? 'R7' : 'R8';
}

function sentenceOf({ by, label }: ProtectionFact): string {
  switch (by) {
    case 'lead':
      return `Stays active: active on lead "${label}".`;
    case 'staff':
      return `Stays active: is ${label} of the team.`;
    case 'company':
      return `Stays active: primary contact of the company "${label}".`;
    case 'opportunity':
      return `Stays active: the opportunity "${label}" is open.`;
  }
}

/**
 * R30. Said of the primary individual whether or not anything keeps the record itself active. Whom an
 * earlier batch of the same bulk took for another reason has died as well (X2).
 */
const markDeceased = (contact: ContactFact, takenBefore: boolean): Change[] =>
  fields(contact, 'R30', {
    deceased: true,
    doNotContact: true,
    ...(takenBefore ? { inactiveReason: 'deceased' } : {}),
  });

/** R12: gives back exactly the contacts that this lead's own closing took, and says whom it leaves. */
export function planRestore(
  lead: LeadFact,
  restore: boolean,
  people: PeopleFacts,
  takenBy: ReadonlyMap<number, readonly ContactFact[]>,
  /** Who comes back in this batch, with whichever of its leads. */
  returning: ReadonlySet<number>,
): PeoplePlan {
  const plan: PeoplePlan = { changes: [], kept: [] };
  const own = takenBy.get(lead.id) ?? [];
  for (const contact of own) {
    if (!restore) plan.kept.push(kept(contact, 'R12', 'Stays inactive, as asked.'));
    else if (contact.deceased) plan.kept.push(kept(contact, 'R30', 'Stays inactive: deceased.'));
    else if (contact.releasedEmail !== null) plan.kept.push(kept(contact, 'X69', ADDRESS_GIVEN_UP));
    else if (!comesBack(contact)) plan.kept.push(kept(contact, 'X69', ADDRESS_LOST));
    else plan.changes.push(...setActive(contact, 'R12'));
  }
  const ownIds = new Set(own.map((contact) => contact.id));
  const others = new Set(
    people.links.filter((link) => link.leadId === lead.id).map((link) => link.contactId),
  );
  for (const id of [...others].sort(byNumber)) {
    const contact = people.contacts.get(id);
    if (contact === undefined || contact.active || ownIds.has(id) || returning.has(id)) continue;
    plan.kept.push(kept(contact, 'R12', staysInactive(contact)));
  }
  return plan;
}

const ADDRESS_LOST =
  'Stays inactive: somebody else has its e-mail address by now. Set it active with another one.';

const ADDRESS_GIVEN_UP =
  'Stays inactive: its e-mail address has been given up. Set it active by hand, with that address or another one.';

const comesBack = ({ deceased, emailHeld, releasedEmail }: ContactFact): boolean =>
  !deceased && emailHeld && releasedEmail === null;

/** The contacts that come back with the leads of a batch. */
export const returningWith = (
  decided: readonly DecidedLead[],
  takenBy: ReadonlyMap<number, readonly ContactFact[]>,
): Set<number> =>
  new Set(
    decided
      .filter(({ decision }) => decision.restore === true)
      .flatMap(({ lead }) => takenBy.get(lead.id) ?? [])
      .filter(comesBack)
      .map(({ id }) => id),
  );

/** What sets a contact active again; used by R12 and by the contact's own action. */
export const setActive = (contact: ContactFact, rule: string): Change[] =>
  fields(contact, rule, {
    active: true,
    inactiveReason: null,
    inactiveUntil: null,
    inactivatedBy: null,
  });

const staysInactive = ({ inactivatedBy, inactiveReason }: ContactFact): string =>
  inactivatedBy === null
    ? `Stays inactive: was set inactive on its own (${inactiveReason ?? 'no reason given'}).`
    : `Stays inactive: another operation made it so (${inactivatedBy.label}).`;

/** The inactive contacts by the lead whose operation took them. */
export const closedBy = (taken: readonly ContactFact[]): Map<number, ContactFact[]> =>
  groupBy(
    taken.filter((contact) => !contact.active && contact.inactivatedByLeadId !== null),
    (contact) => contact.inactivatedByLeadId ?? 0,
  );

export function fields(
  contact: ContactFact,
  rule: string,
  after: Readonly<Record<string, Value>>,
): Change[] {
  const before = contact as unknown as Readonly<Record<string, Value>>;
  const subject = contactSubject(contact);
  return Object.entries(after)
    .map(([field, value]) => ({
      subject,
      field,
      before: before[field] ?? null,
      after: value,
      rule,
    }))
    .filter((change) => change.before !== change.after);
}

const kept = (contact: ContactFact, rule: string, because: string): Kept => ({
  subject: contactSubject(contact),
  rule,
  because,
});

const byNumber = (left: number, right: number): number => left - right;
