import { deactivate } from '../../../../core/contact/actions/deactivate';
import { erase } from '../../../../core/contact/actions/erase';
import { merge } from '../../../../core/contact/actions/merge';
import type { ContactAction, ContactContext } from '../../../../core/contact/action';
import type { ContactFact } from '../../../../core/contact/model';
import { groupBy } from '../../../../core/kernel/group-by';
import { leadsToMerge, loadMergeFacts } from '../../facts/merging';
import { loadOpenWork } from '../../facts/open-work';
import { loadContacts, mergedIntoThese } from '../../facts/people';
import { leadsOfContacts } from '../../facts/traces';
import { findIds, lockRows } from '../../store/lock';
import type { Tx } from '../../store/transaction';

interface Asked {
  readonly action: ContactAction;
  readonly ids: readonly number[];
  readonly input: Readonly<Record<string, unknown>>;
  /** Not for a preview, which only looks. */
  readonly lock: boolean;
}

interface Loaded {
  readonly contacts: ReadonlyMap<number, ContactFact>;
  /** What the action asks about one of them beside the contact itself. */
  readonly about: (contact: ContactFact) => Partial<ContactContext>;
}

const NOTHING = (): Partial<ContactContext> => ({});

/** The contacts, and what the action asks about them, under the locks that it needs: leads before contacts (D5). */
export function loadForAction(tx: Tx, asked: Asked): Promise<Loaded> {
  switch (asked.action) {
    case merge:
      return loadForMerge(tx, asked);
    case erase:
      return loadForErase(tx, asked);
    case deactivate:
      return loadForDeactivate(tx, asked);
    default:
      return loadThem(tx, asked);
  }
}

async function loadThem(tx: Tx, { ids, lock }: Asked): Promise<Loaded> {
  if (lock) await lockRows(tx, 'contact', ids);
  return { contacts: await loadContacts(tx, ids), about: NOTHING };
}

async function loadForDeactivate(tx: Tx, asked: Asked): Promise<Loaded> {
  const loaded = await loadThem(tx, asked);
  const work = await loadOpenWork(tx, asked.ids);
  return { ...loaded, about: ({ id }) => ({ openWork: work.get(id) ?? [] }) };
}

/** R29, X70: whoever was merged into them is erased with them. */
async function loadForErase(tx: Tx, { ids, lock }: Asked): Promise<Loaded> {
  const all = [...new Set([...ids, ...(await mergedIntoThese(tx, ids))])];
  if (lock) {
    await lockRows(tx, 'lead', [...(await leadsOfContacts(tx, all)).keys()]);
    await lockRows(tx, 'contact', all);
  }
  const contacts = await loadContacts(tx, ids);
  const parts = await loadContacts(tx, await mergedIntoThese(tx, ids));
  const merged = groupBy([...parts.values()], ({ mergedInto }) => mergedInto?.id ?? 0);
  return { contacts, about: ({ id }) => ({ merged: merged.get(id) ?? [] }) };
}

async function loadForMerge(tx: Tx, { ids, input, lock }: Asked): Promise<Loaded> {
  const named = String(input['contact']);
  const other = (await findIds(tx, 'contact', [named])).get(named);
  const both = other === undefined ? [...ids] : [...ids, other];
  if (lock) await lockWithLeads(tx, both);
  const contacts = await loadContacts(tx, ids);
  const [winner] = ids;
  if (other === undefined || winner === undefined) return { contacts, about: NOTHING };
  const merging = await loadMergeFacts(tx, winner, other, lock);
  // They point to the other one, whom nobody can be merged into meanwhile.
  if (lock) await lockRows(tx, 'contact', merging?.merged.map(({ id }) => id) ?? []);
  return { contacts, about: () => ({ merging }) };
}

/**
 * A lead that one of them came onto while the locks were waited for is locked after all, against the order:
 * where that meets a closing of this very lead, the database lets one of the two begin again (D5).
 */
async function lockWithLeads(tx: Tx, contacts: readonly number[]): Promise<void> {
  const before = await leadsToMerge(tx, contacts);
  await lockRows(tx, 'lead', before);
  await lockRows(tx, 'contact', contacts);
  const known = new Set(before);
  const added = (await leadsToMerge(tx, contacts)).filter((id) => !known.has(id));
  await lockRows(tx, 'lead', added);
}
