import { contactKeysOf } from '../../../../core/contact/look-alike';
import type { Plan } from '../../../../core/kernel/plan';
import { readAttributes, textOf, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { updateRows } from '../../store/write';

const KEYED = ['firstName', 'lastName', 'phone'] as const;

/** The keys of a contact that is written like this. */
export const keysFrom = (written: Readonly<Record<string, unknown>>) => {
  const [firstName, lastName, phone] = KEYED.map((name) => textOf(written[name] as Stored));
  return contactKeysOf({ firstName, lastName, phone });
};

/**
 * Keeps name and phone number of these contacts as they are compared (A17).
 *
 * @param written what is about to be set in all of them
 */
export async function keepContactKeys(
  tx: Tx,
  ids: readonly number[],
  now: Date,
  written: ReadonlyMap<string, Stored> = new Map(),
): Promise<void> {
  const rows = await readAttributes(tx, 'contact', ids, KEYED);
  const updates = [...rows].map(([id, stored]) => ({
    id,
    set: keysFrom({ ...stored, ...Object.fromEntries(written) }),
  }));
  await updateRows(tx, 'contact', updates, now, false);
}

/** Does a write to contacts touch what their keys are made of? */
export const touchesKeys = (names: Iterable<string>): boolean =>
  [...names].some((name) => (KEYED as readonly string[]).includes(name));

/** The same for what plans set. */
export async function keepKeysOf(tx: Tx, plans: readonly Plan[], now: Date): Promise<void> {
  const ids = plans
    .flatMap(({ changes }) => changes)
    .flatMap(({ subject, field, deed }) =>
      subject.record === 'contact' && deed === undefined && touchesKeys([field])
        ? [subject.id]
        : [],
    );
  if (ids.length > 0) await keepContactKeys(tx, [...new Set(ids)], now);
}

const CHUNK = 1000;

/** For contacts from before the keys, and for those that came past the guards: at every start, what is missing. */
export async function fillContactKeys(tx: Tx, now: Date): Promise<void> {
  const contact = tx.table('contact');
  for (let after = 0; ; ) {
    const rows = await tx.rows<{ id: number }>({
      sql: `select id from ${tx.quote(contact.name)} where ${contact.own('nameKey')} is null and id > ? order by id limit ${CHUNK}`,
      bindings: [after],
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    await keepContactKeys(
      tx,
      rows.map(({ id }) => id),
      now,
    );
    after = last.id;
  }
}
