import { nameKeyOf, websiteKeyOf, websiteSpellings } from '../../../../core/company/name-key';
import { refuseField } from '../../../../core/kernel/refusals';
import { findByText, readAttributes, textOf } from '../../store/read';
import { textsIn } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import type { Guard } from './guard';
import type { WrittenData } from './written';

/** S20: a company is added once; whoever adds it again is sent to the one that is there. */
export const companyGuard: Guard = {
  record: 'company',

  async creating({ tx }, data) {
    delete data['nameKey'];
    await judge(tx, 0, data, {});
  },

  async updating({ tx }, ids, data) {
    delete data['nameKey'];
    for (const [id, stored] of await readAttributes(tx, 'company', ids, ['name', 'website'])) {
      await judge(tx, id, data, stored);
    }
  },
};

/** What stays as it is is not asked again: companies from before the rule can be edited. */
async function judge(
  tx: Tx,
  id: number,
  data: WrittenData,
  stored: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { name, website } = data;
  if (typeof name === 'string' && name !== stored['name']) {
    data['nameKey'] = await freeNameKey(tx, id, name);
  }
  if (typeof website === 'string' && website !== stored['website']) {
    const holder = await findByWebsite(tx, id, website);
    if (holder !== null) throw new Refused(refuseTaken('website', holder));
  }
}

const refuseTaken = (field: string, holder: string) =>
  refuseField(field, `"${holder}" exists already. Choose it instead of adding it again.`);

async function freeNameKey(tx: Tx, id: number, name: string): Promise<string> {
  const key = nameKeyOf(name);
  if (key === '') throw new Refused(refuseField('name', 'Name is missing.'));
  const holder = (await findByText(tx, 'company', 'nameKey', [key])).get(key);
  if (holder !== undefined && holder !== id) {
    const rows = await readAttributes(tx, 'company', [holder], ['name']);
    throw new Refused(refuseTaken('name', textOf(rows.get(holder)?.['name']) || name));
  }
  return key;
}

/** However it was copied: with or without scheme, www and a slash at the end. */
async function findByWebsite(tx: Tx, id: number, website: string): Promise<string | null> {
  const key = websiteKeyOf(website);
  if (key === '') return null;
  const table = tx.table('company');
  const column = tx.quote(table.own('website'));
  const these = textsIn(tx.dialect, `lower(${column})`, websiteSpellings(key));
  const [row] = await tx.rows<{ name: string }>({
    sql: `select name from ${tx.quote(table.name)} where ${these.sql} and id <> ? order by id limit 1`,
    bindings: [...these.bindings, id],
  });
  return row?.name ?? null;
}
