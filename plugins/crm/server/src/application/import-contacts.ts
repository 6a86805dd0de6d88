import { holderKey } from '../../../core/contact/address';
import type { Ref } from '../../../core/kernel/values';
import type { ContactDraft } from '../../../core/transfer/drafts';
import { addressKey, describeHolders, holdingsOf } from '../facts/addresses';
import { findReferences } from '../facts/references';
import { idsIn } from '../store/sql';
import type { Tx } from '../store/transaction';
import { insertRecords } from '../store/write';
import { claimAddresses } from './addresses/claim';
import type { Sharing } from './addresses/sharing';

export interface WrittenContacts {
  readonly known: ReadonlyMap<string, Ref>;
  readonly fresh: number;
  readonly remarks: readonly string[];
}

/**
 * Writes the contacts that are not here yet. One whose address a contact has already is that contact
 * (A17): no second one is made. An address of somebody on the team stays theirs, and the contact comes
 * without; both are said (R28).
 */
export async function importContacts(
  tx: Tx,
  drafts: readonly ContactDraft[],
  record: (draft: ContactDraft) => Readonly<Record<string, unknown>>,
  sharing: Sharing,
  now: Date,
): Promise<WrittenContacts> {
  const ids = drafts.map(({ externalId }) => externalId);
  const by = { attribute: 'externalId', label: 'lastName' };
  const known = new Map(await findReferences(tx, 'contact', by, ids));
  const unknown = drafts.filter(({ externalId }) => !known.has(externalId));
  const sharedEmail = await sharing();
  const held = sharedEmail ? new Map<string, Ref>() : await contactsByAddress(tx, unknown);
  const remarks: string[] = [];
  const fresh: ContactDraft[] = [];
  const sameAs: { readonly draft: ContactDraft; readonly address: string }[] = [];
  const seen = new Set<string>();
  for (const draft of unknown) {
    const address = sharedEmail ? null : addressKey(draft.email);
    if (address !== null && (held.has(address) || seen.has(address))) {
      sameAs.push({ draft, address });
      continue;
    }
    if (address !== null) seen.add(address);
    fresh.push(draft);
  }
  const rows = await insertRecords(tx, 'contact', fresh.map(record), now);
  fresh.forEach((draft, index) => {
    const row = rows[index];
    if (row === undefined) return;
    const ref: Ref = { ...row, label: draft.lastName };
    known.set(draft.externalId, ref);
    const address = addressKey(draft.email);
    if (address !== null) held.set(address, ref);
  });
  for (const { draft, address } of sameAs) {
    const ref = held.get(address);
    if (ref === undefined) continue;
    known.set(draft.externalId, ref);
    remarks.push(
      `The contact ${nameOf(draft)} (${draft.externalId}) has the address of ${ref.label}, who is here already, and was taken for them.`,
    );
  }
  await holdAddresses(tx, fresh, known, sharing, remarks);
  return { known, fresh: fresh.length, remarks };
}

const nameOf = ({ firstName, lastName }: ContactDraft): string =>
  [firstName, lastName].filter(Boolean).join(' ');

async function contactsByAddress(
  tx: Tx,
  drafts: readonly ContactDraft[],
): Promise<Map<string, Ref>> {
  const addresses = drafts.flatMap(({ email }) => addressKey(email) ?? []);
  const holdings = (await holdingsOf(tx, addresses)).filter(({ kind }) => kind === 'contact');
  const facts = await describeHolders(tx, holdings);
  return new Map(
    holdings.flatMap((holding) => {
      const fact = facts.get(holderKey(holding));
      if (fact === undefined) return [];
      const { id, documentId, label } = fact;
      return [[holding.address, { id, documentId, label }] as const];
    }),
  );
}

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
