import { isClosing } from '../../../core/dropdown/types';
import type { Plan } from '../../../core/kernel/plan';
import { SYSTEM } from '../../../core/kernel/actor';
import { isRef, type Ref, type Value } from '../../../core/kernel/values';
import { leadSubject } from '../../../core/lead/model';
import { standing } from '../../../core/lead/rules/closing';
import {
  DRAFT_VALUE_TYPES,
  type DraftValueField,
  type LeadDraft,
  type ValueChoice,
} from '../../../core/transfer/drafts';
import { placeKey, type ImportGround } from '../facts/import';
import { findReferences } from '../facts/references';
import { recordChanges, recordOperations } from '../reactions/history';
import type { Tx } from '../store/transaction';
import { insertRecords } from '../store/write';

interface Known {
  readonly members: ReadonlyMap<string, Ref>;
  readonly companies: ReadonlyMap<string, Ref>;
  readonly contacts: ReadonlyMap<string, Ref>;
  readonly ground: ImportGround;
}

interface WrittenLeads {
  readonly leads: number;
  readonly links: number;
  readonly missing: readonly string[];
}

/** Writes the leads of one chunk that are new, with the people on them and the start of their history. */
export async function importLeads(
  tx: Tx,
  drafts: readonly LeadDraft[],
  known: Known,
  source: string,
  now: Date,
): Promise<WrittenLeads> {
  const present = await findReferences(
    tx,
    'lead',
    { attribute: 'externalId', label: 'title' },
    drafts.map(({ externalId }) => externalId),
  );
  const fresh = drafts.filter(({ externalId }) => !present.has(externalId));
  const missing: string[] = [];
  const guarded = fresh.map((draft) => guardedFields(draft, known, now, missing));
  const rows = await insertRecords(
    tx,
    'lead',
    fresh.map((draft, index) => ({
      ...leadRecord(draft, guarded[index] ?? {}, known),
      channel: chosenValue(draft, 'channel', known.ground, missing)?.id ?? null,
    })),
    now,
  );
  const links = fresh.flatMap((draft, index) => linkRecords(draft, rows[index]?.id ?? 0, known));
  await insertRecords(tx, 'lead-contact', links, now);
  const plans = fresh.map(({ title }, index) => {
    const { id = 0, documentId = '' } = rows[index] ?? {};
    return { plan: beginning({ id, documentId, title }, guarded[index] ?? {}), number: 1 };
  });
  const deed = { action: 'import', actor: SYSTEM, door: 'code' as const, input: { source }, now };
  await recordChanges(tx, await recordOperations(tx, deed, plans), now);
  return { leads: fresh.length, links: links.length, missing };
}

type Guarded = Readonly<Record<string, Value>>;

/** R3: what only actions change later on; status and outcome follow from state and master types. */
function guardedFields(
  draft: LeadDraft,
  { members, ground }: Known,
  now: Date,
  missing: string[],
): Guarded {
  const place = ground.places.get(placeKey(draft.pipeline ?? '', draft.state));
  if (place === undefined) {
    throw new Error(
      `No pipeline "${draft.pipeline ?? 'that is the default'}" with a stage of state ${draft.state}.`,
    );
  }
  const value = (field: DraftValueField): ValueChoice | null =>
    chosenValue(draft, field, ground, missing);
  const leadScore = value('leadScore');
  const statusCode = value('statusCode');
  const scoreKind = leadScore?.masterType ?? null;
  const statusKind = statusCode?.masterType ?? null;
  const { status, outcome } = standing(draft.state, scoreKind, statusKind);
  const closed = status === 'closed';
  const owner = draft.owner === null ? null : (members.get(draft.owner) ?? null);
  const closedAt = draft.closedAt ?? draft.createdAt ?? now.toISOString();
  return {
    ...place,
    state: draft.state,
    status,
    outcome,
    // Closed by score is inactive as well (R5); closed by its state is not (R1).
    active: ![scoreKind, statusKind].some(isClosing),
    owner,
    leadScore: refOf(leadScore),
    statusCode: refOf(statusCode),
    leadScoreKind: scoreKind,
    statusCodeKind: statusKind,
    lostReason: refOf(value('lostReason')),
    disqualificationCode: refOf(value('disqualificationCode')),
    disqualificationReason: draft.disqualificationReason ?? null,
    closeNotes: draft.closeNotes ?? null,
    closedAt: closed ? closedAt : null,
    closedBy: closed ? owner : null,
    soldAt: outcome === 'won' ? closedAt : null,
    stageEnteredAt: (closed ? closedAt : draft.createdAt) ?? now.toISOString(),
  };
}

/** An editor may have taken a value away that a source still names; the lead comes without it. */
function chosenValue(
  { values }: LeadDraft,
  field: DraftValueField,
  ground: ImportGround,
  missing: string[],
): ValueChoice | null {
  const key = values[field];
  if (key === undefined) return null;
  const type = DRAFT_VALUE_TYPES[field];
  const found = ground.values.get(`${type}:${key}`);
  if (found === undefined) missing.push(`There is no ${type} "${key}" here; it was left empty.`);
  return found ?? null;
}

const refOf = (value: ValueChoice | null): Ref | null =>
  value === null ? null : { id: value.id, documentId: value.documentId, label: value.label };

function leadRecord(
  draft: LeadDraft,
  guarded: Guarded,
  { companies }: Known,
): Record<string, unknown> {
  return {
    externalId: draft.externalId,
    title: draft.title.slice(0, 255),
    description: draft.description,
    individualType: draft.individualType ?? 'prospect',
    ...draft.answers,
    company: draft.company === null ? null : (companies.get(draft.company)?.id ?? null),
    estimatedValue: draft.estimatedValue,
    version: 1,
    ...Object.fromEntries(
      Object.entries(guarded).map(([field, value]) => [field, isRef(value) ? value.id : value]),
    ),
    ...(draft.createdAt === null ? {} : { createdAt: draft.createdAt }),
  };
}

function linkRecords(
  { people }: LeadDraft,
  lead: number,
  { contacts, ground }: Known,
): Record<string, unknown>[] {
  return people.flatMap(({ contact, relationship, primaryIndividual, primaryContact }) => {
    const person = contacts.get(contact);
    if (person === undefined) return [];
    const type = ground.values.get(`relationship-type:${relationship ?? ''}`);
    return [
      {
        lead,
        contact: person.id,
        primaryIndividual,
        primaryContact,
        // What the unique indexes stand on: one of each primary on a lead (X14).
        primaryIndividualOf: primaryIndividual ? lead : null,
        primaryContactOf: primaryContact ? lead : null,
        relationshipType: type?.id ?? null,
        active: true,
      },
    ];
  });
}

/** I4: replaying a lead's history from nothing gives the guarded fields it has. */
function beginning(
  lead: { id: number; documentId: string; title: string },
  guarded: Guarded,
): Plan {
  const subject = leadSubject(lead);
  return {
    subject,
    access: 'edit',
    changes: Object.entries(guarded)
      .filter(([, after]) => after !== null)
      .map(([field, after]) => ({ subject, field, before: null, after, rule: 'import' })),
    kept: [],
  };
}
