import type { Core } from '@strapi/strapi';
import { ADDRESS_HOLDERS, type AddressHolder } from '../../../../core/contact/address';
import { holdersTable, RECORD_OF_HOLDER } from '../../facts/addresses';
import type { Tx } from '../../store/transaction';
import { claimAddresses } from './claim';
import { sharingOf } from './sharing';

const CHUNK = 1000;

/** The team first: a contact who has the address of a colleague is the one to be looked at. */
const IN_ORDER: readonly AddressHolder[] = ['member', ...ADDRESS_HOLDERS];

/**
 * R28 for records from before the reservations, and for those that an import or a restored backup brought
 * past the guards: each gets its address, the oldest first. Where two have one, the second stays as it is,
 * without; `npm run verify` names it, and a person says what is right.
 */
export async function fillAddresses(strapi: Core.Strapi, tx: Tx): Promise<void> {
  const sharing = sharingOf(strapi, tx);
  for (const kind of new Set(IN_ORDER)) {
    for (let after = 0; ; ) {
      const rows = await readWithout(tx, kind, after);
      const last = rows.at(-1);
      if (last === undefined) break;
      await claimAddresses(tx, kind, rows, sharing, { isNew: true });
      after = last.id;
    }
  }
}

async function readWithout(
  tx: Tx,
  kind: AddressHolder,
  after: number,
): Promise<{ id: number; email: string }[]> {
  const table = tx.quote(tx.table(RECORD_OF_HOLDER[kind]).name);
  return tx.rows({
    sql: `select x.id, x.email from ${table} x left join ${holdersTable(tx)} h on h.kind = ? and h.holder = x.id where h.id is null and x.email is not null and x.email <> '' and x.id > ? order by x.id limit ${CHUNK}`,
    bindings: [kind, after],
  });
}
