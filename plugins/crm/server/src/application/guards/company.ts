import { nameKeyOf, websiteKeyOf } from '../../../../core/company/name-key';
import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { findCompanies, inactiveLeadsOf } from '../../facts/companies';
import { lockRows } from '../../store/lock';
import { readAttributes } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { refuseMergedAmong } from '../contacts/refuse-merged';
import { Refused } from '../refused';
import { readAllWritten, type WrittenRow } from './compare';
import type { Guard } from './guard';
import type { WrittenData } from './written';

/** S20: a company is added once; whoever adds it again is sent to the one that is there. */
export const companyGuard: Guard = {
  record: 'company',

  async creating({ tx }, rows) {
    await judge(
      tx,
      rows.map((data) => ({ id: 0, data, stored: {} })),
    );
    await judgePrimaryContacts(tx, await readAllWritten(tx, 'company', rows));
  },

  async updating({ tx }, ids, data) {
    const rows = await readAttributes(tx, 'company', ids, ['name', 'website']);
    await judge(
      tx,
      [...rows].map(([id, stored]) => ({ id, data, stored })),
    );
    await judgePrimaryContacts(tx, await readAllWritten(tx, 'company', [data]));
  },

  deleting: ({ tx }, ids) => refuseOfInactiveLeads(tx, ids),
};

/**
 * X41: an inactive lead is read-only, and its company is the name that it tells. Other leads lose a company
 * that is deleted, and say so where they need one (X64).
 */
async function refuseOfInactiveLeads(tx: Tx, ids: readonly number[]): Promise<void> {
  const [found] = await inactiveLeadsOf(tx, ids);
  if (found === undefined) return;
  const { company, leads, title } = found;
  const many = leads === 1 ? '1 inactive lead' : `${leads} inactive leads`;
  const because = `"${company}" is the company of ${many}, and inactive leads are read-only ("${title}"). Activate them and choose another company there first.`;
  throw new Refused(refuse('lead.inactive', { title, company, leads, because }));
}

/** X70: nobody is the primary contact of a company who is part of another contact, or becomes it meanwhile. */
async function judgePrimaryContacts(tx: Tx, rows: readonly WrittenRow[]): Promise<void> {
  const contacts = rows.flatMap(({ written }) => {
    const contact = written.get('primaryContact');
    return typeof contact === 'number' ? [contact] : [];
  });
  if (contacts.length === 0) return;
  await lockRows(tx, 'contact', contacts);
  await refuseMergedAmong(tx, contacts);
}

interface Draft {
  readonly id: number;
  readonly data: WrittenData;
  readonly stored: Readonly<Record<string, unknown>>;
}

/** What stays as it is is not asked again: companies from before the rule can be edited. */
async function judge(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const fresh = drafts.map(({ id, data, stored }) => ({
    id,
    data,
    name: changed(data['name'], stored['name']),
    website: changed(data['website'], stored['website']),
  }));
  const known = await findCompanies(tx, {
    documentIds: [],
    names: fresh.flatMap(({ name }) => (name === null ? [] : [nameKeyOf(name)])),
    websites: fresh.flatMap(({ website }) => websiteKeyOf(website ?? '') || []),
  });
  const added = new Set<string>();
  for (const { id, data, name, website } of fresh) {
    delete data['nameKey'];
    if (name !== null) {
      const key = nameKeyOf(name);
      if (key === '') throw new Refused(refuseField('name', 'Name is missing.'));
      refuseTaken('name', known.byName.get(key), id);
      if (added.has(key)) refuseTaken('name', { id: -1, label: name }, id);
      added.add(key);
      data['nameKey'] = key;
    }
    if (website !== null) refuseTaken('website', known.byWebsite.get(websiteKeyOf(website)), id);
  }
}

const changed = (written: unknown, stored: unknown): string | null =>
  typeof written === 'string' && written !== '' && written !== stored ? written : null;

function refuseTaken(
  field: string,
  holder: { readonly id: number; readonly label: string } | undefined,
  id: number,
): void {
  if (holder === undefined || holder.id === id) return;
  throw new Refused(
    refuseField(field, `"${holder.label}" exists already. Choose it instead of adding it again.`),
  );
}
