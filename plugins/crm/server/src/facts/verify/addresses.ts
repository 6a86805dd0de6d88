import { ADDRESS_HOLDERS, type AddressHolder } from '../../../../core/contact/address';
import { flagFrom } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { addressKey, holdersTable, RECORD_OF_HOLDER } from '../addresses';
import { EXAMPLES, exampleOf, type Finding } from './finding';

/** Enough to keep the statements few, little enough for the memory. */
const PAGE = 2000;

interface Row {
  id: number;
  document_id: string | null;
  email: string | null;
  active: unknown;
  address: string | null;
}

/**
 * `addresses`: what each record has and what is held for it. Two of one address show here as well, as an
 * address is held once: the second is without. Page by page, as the database cannot spell a domain.
 */
export async function findStrayAddresses(tx: Tx): Promise<Finding> {
  let count = 0;
  const examples: string[] = [];
  const note = (place: string, documentId: string | null): void => {
    count += 1;
    if (examples.length < EXAMPLES) examples.push(exampleOf(place, documentId));
  };
  for (const kind of ADDRESS_HOLDERS) {
    let after = 0;
    for (;;) {
      const page = await pageOf(tx, kind, after);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.id;
      for (const row of page) {
        if (isStray(kind, row)) note(`${RECORD_OF_HOLDER[kind]}.email`, row.document_id);
      }
    }
    for (const { holder } of await leftBehind(tx, kind)) note(`held for ${kind}`, String(holder));
  }
  return { count, examples };
}

function isStray(kind: AddressHolder, { email, active, address }: Row): boolean {
  const should = addressKey(email);
  if (should === address) return false;
  // X30: two inactive contacts may have one address; the clash comes when they are set active.
  return !(kind === 'contact' && address === null && !flagFrom(active));
}

const pageOf = (tx: Tx, kind: AddressHolder, after: number): Promise<Row[]> =>
  tx.rows<Row>({
    sql: `select x.id, x.document_id, x.email, ${kind === 'contact' ? 'x.active' : 'null as active'}, h.address from ${tx.quote(tx.table(RECORD_OF_HOLDER[kind]).name)} x left join ${holdersTable(tx)} h on h.kind = ? and h.holder = x.id where x.id > ? order by x.id limit ${PAGE}`,
    bindings: [kind, after],
  });

/** Held for a record that is gone: nobody else could have the address. */
const leftBehind = (tx: Tx, kind: AddressHolder): Promise<{ holder: number }[]> =>
  tx.rows({
    sql: `select h.holder from ${holdersTable(tx)} h left join ${tx.quote(tx.table(RECORD_OF_HOLDER[kind]).name)} x on x.id = h.holder where h.kind = ? and x.id is null order by h.holder`,
    bindings: [kind],
  });
