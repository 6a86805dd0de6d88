import {
  ALIKE_BY,
  alikeInWords,
  isSamePerson,
  type LookAlike,
} from '../../../core/contact/look-alike';
import { SYSTEM } from '../../../core/kernel/actor';
import type { Ref } from '../../../core/kernel/values';
import type { ContactDraft } from '../../../core/transfer/drafts';
import { addressKey } from '../facts/addresses';
import { findLookAlikes, type AlikeDraft } from '../facts/look-alikes';
import { loadContacts } from '../facts/people';
import { findReferences } from '../facts/references';
import { idsIn } from '../store/sql';
import type { Tx } from '../store/transaction';
import { insertRecords } from '../store/write';
import { claimAddresses } from './addresses/claim';
import type { Sharing } from './addresses/sharing';
import { beginContacts } from './contacts/begin-contacts';

export interface WrittenContacts {
  readonly known: ReadonlyMap<string, Ref>;
  readonly fresh: number;
  readonly remarks: readonly string[];
}

/**
 * Writes the contacts that are not here yet. One who is here already beyond doubt is that contact, by the
 * address, or by the name with the company or the number (A17): no second one is made. An address of
 * somebody on the team stays theirs, and the contact comes without. Both are said (R28), and so is who
 * merely shares a number with somebody.
 */
export async function importContacts(
  tx: Tx,
  drafts: readonly ContactDraft[],
  record: (draft: ContactDraft) => ContactRow,
  sharing: Sharing,
  { source, now }: { readonly source: string; readonly now: Date },
): Promise<WrittenContacts> {
  const ids = drafts.map(({ externalId }) => externalId);
  const by = { attribute: 'externalId', label: 'lastName' };
  const known = new Map(await asWhole(tx, await findReferences(tx, 'contact', by, ids)));
  const sharedEmail = await sharing();
  const unknown = drafts
    .filter(({ externalId }) => !known.has(externalId))
    .map((draft) => ({ draft, ...compared(record(draft), sharedEmail) }));
  const found = await findLookAlikes(tx, unknown);
  const fresh: ContactDraft[] = [];
  const taken: Taken[] = [];
  const remarks: string[] = [];
  const seen = new Map<string, string>();
  for (const [index, one] of unknown.entries()) {
    const { draft } = one;
    const alike = found[index] ?? [];
    const here = alike.find(isSamePerson);
    const keys = identitiesOf(one);
    const key = keys.find((identity) => seen.has(identity));
    if (here !== undefined) {
      known.set(draft.externalId, here);
      taken.push({ draft, as: draft.externalId, by: alikeInWords(here.by) });
    } else if (key !== undefined) {
      taken.push({ draft, as: seen.get(key) ?? '', by: sameIn(key) });
    } else {
      for (const identity of keys) seen.set(identity, draft.externalId);
      fresh.push(draft);
      remarks.push(...alike.map((other) => looksLike(draft, other)));
    }
  }
  const rows = await insertRecords(tx, 'contact', fresh.map(record), now);
  const deed = { action: 'import', actor: SYSTEM, door: 'code' as const, input: { source }, now };
  await beginContacts(
    tx,
    deed,
    rows.map(({ id }) => id),
  );
  fresh.forEach((draft, index) => {
    const row = rows[index];
    if (row !== undefined) known.set(draft.externalId, { ...row, label: draft.lastName });
  });
  for (const { draft, as, by: because } of taken) {
    const ref = known.get(as);
    if (ref === undefined) continue;
    known.set(draft.externalId, ref);
    remarks.push(
      `The contact ${nameOf(draft)} (${draft.externalId}) has ${because} as ${ref.label}, who is here already, and was taken for them.`,
    );
  }
  await holdAddresses(tx, fresh, known, sharing, remarks);
  return { known, fresh: fresh.length, remarks };
}

/** X70: one who has been merged into another contact is that contact. */
async function asWhole(tx: Tx, found: ReadonlyMap<string, Ref>): Promise<[string, Ref][]> {
  const contacts = await loadContacts(
    tx,
    [...found.values()].map(({ id }) => id),
  );
  return [...found].map(([externalId, ref]) => [
    externalId,
    contacts.get(ref.id)?.mergedInto ?? ref,
  ]);
}

/** A contact as it is about to be written. */
export interface ContactRow extends Readonly<Record<string, unknown>> {
  readonly email: string | null;
  readonly company: number | null;
  readonly nameKey: string;
  readonly phoneKey: string | null;
}

/** One who is not written, and as whose draft they are known: their own, where they were here before. */
interface Taken {
  readonly draft: ContactDraft;
  readonly as: string;
  readonly by: string;
}

/** Where people share addresses, one says nothing about who it is. */
const compared = ({ email, company, nameKey, phoneKey }: ContactRow, sharedEmail: boolean) => ({
  id: null,
  email: sharedEmail ? null : email,
  nameKey,
  phoneKey,
  companyId: company,
});

/** What makes two rows of one source one person, as `isSamePerson` says it of rows that are here. */
function identitiesOf({ email, nameKey, phoneKey, companyId }: AlikeDraft): string[] {
  const address = addressKey(email);
  return [
    address === null ? [] : `email ${address}`,
    phoneKey === null ? [] : `phone ${phoneKey} ${nameKey}`,
    companyId === null ? [] : `name-and-company ${companyId} ${nameKey}`,
  ].flat();
}

const sameIn = (identity: string): string =>
  alikeInWords(ALIKE_BY.filter((by) => identity.startsWith(`${by} `)));

const looksLike = (draft: ContactDraft, { label, by }: LookAlike): string =>
  `The contact ${nameOf(draft)} (${draft.externalId}) has ${alikeInWords(by)} as ${label}, and came as a contact of its own.`;

const nameOf = ({ firstName, lastName }: ContactDraft): string =>
  [firstName, lastName].filter(Boolean).join(' ');

async function holdAddresses(
  tx: Tx,
  drafts: readonly ContactDraft[],
  known: ReadonlyMap<string, Ref>,
  sharing: Sharing,
  remarks: string[],
): Promise<void> {
  const wishes = drafts.flatMap(({ externalId, email }) => {
    const id = known.get(externalId)?.id;
    return id === undefined || email === null ? [] : [{ id, email }];
  });
  const clashes = await claimAddresses(tx, 'contact', wishes, sharing, { isNew: true });
  if (clashes.length === 0) return;
  const contact = tx.table('contact');
  const these = idsIn(
    tx.dialect,
    'id',
    clashes.map(({ wish }) => wish.id),
  );
  await tx.run({
    sql: `update ${tx.quote(contact.name)} set ${contact.own('email')} = null where ${these.sql}`,
    bindings: these.bindings,
  });
  for (const { wish } of clashes) {
    remarks.push(
      `The address ${wish.email ?? ''} is taken by somebody on the team; the contact came without it.`,
    );
  }
}
