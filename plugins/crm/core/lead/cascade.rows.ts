import { planContact, type ContactAction } from '../contact/action';
import { contactActions } from '../contact/actions';
import type { ContactFact, LinkFact, ProtectionFact } from '../contact/model';
import { leadsLeavingByUndo, planUndo, recordKey } from '../history/undo';
import { SYSTEM } from '../kernel/actor';
import type { Change, Plan } from '../kernel/plan';
import { isRefusal } from '../kernel/refusals';
import { settingsSchema } from '../kernel/settings';
import { THIS_OPERATION, type Ref, type Value } from '../kernel/values';
import { NO_FACTS } from '../testing/facts';
import type { LeadAction } from './action';
import { leadActions } from './actions';
import type { ReferenceContact, ReferenceLead, World } from './cascade.reference';
import type { DropdownValueFact, LeadFact } from './model';
import { decideLeads, leadsThatStopProtecting, planLeads } from './plan';
import { protectsContacts, standing } from './rules/closing';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const instant = (tick: number): Date => new Date(NOW + tick * 60_000);

interface Operation extends Ref {
  readonly lead: number | null;
  readonly changes: readonly Change[];
}

/** For tests: the rules of this plugin at work on rows in memory, as the store would apply their plans. */
export class Rows {
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
        settings: this.settings,
        actor: SYSTEM,
        facts: NO_FACTS,
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
      now: new Date(0),
      changes,
      subject: owner === undefined ? subject : this.subjectOf(owner),
      access: 'edit',
      current,
      lead: owner,
      usedElsewhere: new Set(),
      members: new Set(),
      gone: new Set(),
      erased: new Set(),
      whenInactive: true,
      inactive: new Set(),
      addressless: new Set(),
      merged: new Map(),
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

const companyRef = (id: number): Ref => ({
  id,
  documentId: `company-${id}`,
  label: `Company ${id}`,
});

const leadRow = (lead: ReferenceLead): LeadFact => ({
  id: lead.id,
  documentId: `lead-${lead.id}`,
  title: `Lead ${lead.id}`,
  version: lead.version,
  state: lead.state,
  ...standing(lead.state, null, null),
  active: lead.active,
  pipeline: null,
  stage: null,
  stageEnteredAt: null,
  owner: null,
  ownerActive: true,
  ownerManager: null,
  ownerManagerActive: true,
  company: lead.company === null ? null : companyRef(lead.company),
  opportunity: null,
  pendingQualification: null,
  pendingCloseRequest: null,
  pendingRequester: null,
  leadScore: null,
  statusCode: null,
  lostReason: null,
  disqualificationCode: null,
  disqualificationReason: null,
  closeNotes: null,
  soldAt: null,
  leadScoreKind: null,
  statusCodeKind: null,
  closedAt: null,
  lastActedAt: null,
  closedBy: null,
});

const contactRow = ({ id, active }: ReferenceContact): ContactFact => ({
  id,
  documentId: `contact-${id}`,
  name: `Contact ${id}`,
  firstName: null,
  lastName: `Contact ${id}`,
  phone: null,
  company: null,
  externalId: null,
  active,
  inactiveReason: null,
  inactiveUntil: null,
  inactivatedBy: null,
  inactivatedByLeadId: null,
  deceased: false,
  doNotContact: false,
  email: null,
  emailHeld: true,
  releasedEmail: null,
  portalUserId: null,
  portalInvitedAt: null,
  mergedInto: null,
  erasedAt: null,
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
        masterType: kind,
        active: true,
      },
    ]),
  );
