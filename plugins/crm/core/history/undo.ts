import type { ContactFact, ProtectionFact } from '../contact/model';
import type { Change, Kept, Plan, Subject } from '../kernel/plan';
import { refuse, type Refusal } from '../kernel/refusals';
import { isRef, sameValue, type Value } from '../kernel/values';
import type { LeadFact } from '../lead/model';
import { protectsContacts, standing } from '../lead/rules/closing';

export interface UndoFacts {
  /** What the operation changed, as history holds it. */
  readonly changes: readonly Change[];
  readonly subject: Subject;
  readonly access: string;
  /** What those fields hold today; a record that is gone is missing. */
  readonly current: ReadonlyMap<string, Readonly<Record<string, Value>>>;
  /** Active leads that keep contacts active which undoing would make inactive (R7). */
  readonly protections: readonly ProtectionFact[];
  /** The lead whose operation this is, as it stands today. */
  readonly lead?: LeadFact | undefined;
}

export const recordKey = ({ record, id }: Pick<Subject, 'record' | 'id'>): string =>
  `${record}:${id}`;

/**
 * The plan that restores what an operation changed, exactly, or a refusal that names what has changed
 * since. All or nothing: half an undo would be a state that nobody ever saw.
 */
export function planUndo({
  changes,
  subject,
  access,
  current,
  protections,
  lead,
}: UndoFacts): Plan | Refusal {
  const inverted: Change[] = [];
  const kept: Kept[] = [];
  const changed: string[] = [];
  for (const change of changes) {
    const now = current.get(recordKey(change.subject));
    if (now === undefined) {
      changed.push(`${change.subject.label} no longer exists`);
      continue;
    }
    const today = now[change.field] ?? null;
    if (sameValue(today, change.after))
      inverted.push({ ...change, before: today, after: change.before, rule: 'undo' });
    else if (sameValue(today, change.before)) {
      kept.push({
        subject: change.subject,
        rule: 'undo',
        because: `${change.field} is back already.`,
      });
    } else changed.push(`${change.subject.label}: ${change.field} is now ${words(today)}`);
  }
  if (lead !== undefined) changed.push(...closedOtherwise(lead, changes));
  changed.push(...protectedContacts(inverted, protections));
  if (changed.length > 0) return refuse('operation.conflict', { changed: [...new Set(changed)] });
  if (inverted.length === 0) {
    return refuse('operation.conflict', {
      because: 'There is nothing left to undo in this operation.',
    });
  }
  return { subject, access, changes: inverted, kept };
}

/** The lead as undoing these changes would leave it. */
function leadAfter(lead: LeadFact, changes: readonly Change[]): LeadFact {
  const today = lead as unknown as Readonly<Record<string, Value>>;
  const restored = changes.flatMap(({ subject, field, before, after }) =>
    subject.record === 'lead' && subject.id === lead.id && sameValue(today[field] ?? null, after)
      ? [[field, before] as const]
      : [],
  );
  return { ...lead, ...Object.fromEntries(restored) };
}

/**
 * R3: status and outcome follow from the state and the two scores. Where the other score has been set
 * since, taking this one back would leave a lead open that a score closes, or the reverse.
 */
function closedOtherwise(lead: LeadFact, changes: readonly Change[]): string[] {
  const after = leadAfter(lead, changes);
  const { status, outcome } = standing(after.state, after.leadScoreKind, after.statusCodeKind);
  if (after.status === status && after.outcome === outcome) return [];
  const scores = [lead.leadScore, lead.statusCode].flatMap((value) => value?.label ?? []);
  return [`${lead.title}: its scores have changed (${scores.join(', ') || 'empty'})`];
}

/** The lead, where undoing makes it stop protecting its contacts (R7). */
export const leadsLeavingByUndo = (
  lead: LeadFact | undefined,
  changes: readonly Change[],
): number[] => (lead === undefined || protectsContacts(leadAfter(lead, changes)) ? [] : [lead.id]);

/** I16: undoing, too, makes nobody inactive whom an active lead needs. */
function protectedContacts(
  inverted: readonly Change[],
  protections: readonly ProtectionFact[],
): string[] {
  const leads = new Map(protections.map((protection) => [protection.contactId, protection.label]));
  return inverted
    .filter(
      ({ subject, field, after }) =>
        subject.record === 'contact' && field === 'active' && after === false,
    )
    .flatMap(({ subject }) => {
      const lead = leads.get(subject.id);
      return lead === undefined ? [] : [`${subject.label} is active on lead "${lead}"`];
    });
}

const words = (value: Value): string =>
  isRef(value) ? value.label : value === null ? 'empty' : String(value);

/** The contacts that an undo would make inactive: their protections have to be loaded. */
export const contactsToDeactivate = (changes: readonly Change[]): ContactFact['id'][] =>
  changes
    .filter(
      ({ subject, field, before }) =>
        subject.record === 'contact' && field === 'active' && before === false,
    )
    .map(({ subject }) => subject.id);
