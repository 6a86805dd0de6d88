import { nameKeyOf } from '../../../core/company/name-key';
import { findByText } from '../store/read';
import type { Tx } from '../store/transaction';
import { updateRows } from '../store/write';

const CHUNK = 1000;

/**
 * S20 for companies from before the column `nameKey`: the oldest of a name holds it. The others stay as
 * they are, without; people may bring them together, and until then nobody adds one more.
 */
export async function nameCompanies(tx: Tx, now: Date): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await readNameless(tx, after);
    const last = rows.at(-1);
    if (last === undefined) return;
    await nameThose(tx, rows, now);
    after = last.id;
  }
}

interface CompanyRow {
  id: number;
  name: string | null;
}

async function readNameless(tx: Tx, after: number): Promise<CompanyRow[]> {
  const company = tx.table('company');
  return tx.rows<CompanyRow>({
    sql: `select id, name from ${tx.quote(company.name)} where ${company.own('nameKey')} is null and id > ? order by id limit ${CHUNK}`,
    bindings: [after],
  });
}

async function nameThose(tx: Tx, rows: readonly CompanyRow[], now: Date): Promise<void> {
  const keys = new Map<string, number>();
  for (const { id, name } of rows) {
    const key = nameKeyOf(name ?? '');
    if (key !== '' && !keys.has(key)) keys.set(key, id);
  }
  const held = await findByText(tx, 'company', 'nameKey', [...keys.keys()]);
  const updates = [...keys].flatMap(([nameKey, id]) =>
    held.has(nameKey) ? [] : [{ id, set: { nameKey } }],
  );
  await updateRows(tx, 'company', updates, now, false);
}
