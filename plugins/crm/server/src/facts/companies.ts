import { websiteKeyOf, websiteSpellings } from '../../../core/company/name-key';
import type { Ref } from '../../../core/kernel/values';
import type { CompanyFacts } from '../../../core/lead/facts';
import { newCompaniesIn } from '../../../core/qualification/input';
import { idsIn, textsIn, toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

interface CompanyRow {
  id: number;
  document_id: string;
  name: string;
  name_key: string | null;
  website: string | null;
}

/** The companies that an input names, and those that a new one in it would repeat (S20+). */
export function loadCompanies(
  tx: Tx,
  documentIds: readonly string[],
  input: unknown,
): Promise<CompanyFacts> {
  const asked = newCompaniesIn(input);
  return findCompanies(tx, {
    documentIds,
    names: asked.map(({ name }) => name),
    websites: asked.flatMap(({ website }) => website ?? []),
  });
}

/** Companies by documentId, by the key of their name and by the key of their website, in one statement. */
export async function findCompanies(
  tx: Tx,
  asked: {
    readonly documentIds: readonly string[];
    readonly names: readonly string[];
    readonly websites: readonly string[];
  },
): Promise<CompanyFacts> {
  const { documentIds, names, websites } = asked;
  const company = tx.table('company');
  const rows =
    documentIds.length + names.length + websites.length === 0
      ? []
      : await tx.rows<CompanyRow>(
          either(
            `select id, document_id, name, ${company.own('nameKey')} as name_key, website from ${tx.quote(company.name)}`,
            [
              textsIn(tx.dialect, 'document_id', documentIds),
              textsIn(tx.dialect, company.own('nameKey'), names),
              textsIn(tx.dialect, 'lower(website)', websites.flatMap(websiteSpellings)),
            ],
          ),
        );
  const found = rows.map(({ id, document_id: documentId, name, name_key, website }) => ({
    ref: { id, documentId, label: name } satisfies Ref,
    nameKey: name_key ?? '',
    websiteKey: websiteKeyOf(website ?? ''),
  }));
  return {
    byId: new Map(found.map(({ ref }) => [ref.documentId, ref])),
    byName: new Map(found.map(({ nameKey, ref }) => [nameKey, ref])),
    byWebsite: new Map(found.map(({ websiteKey, ref }) => [websiteKey, ref])),
  };
}

type Condition = ReturnType<typeof textsIn>;

const either = (select: string, conditions: readonly Condition[]): Condition => ({
  sql: `${select} where ${conditions.map(({ sql }) => sql).join(' or ')}`,
  bindings: conditions.flatMap(({ bindings }) => bindings),
});

/** Those of these companies that inactive leads have: how many leads, and what one of them is called. */
export async function inactiveLeadsOf(
  tx: Tx,
  companyIds: readonly number[],
): Promise<{ company: string; leads: number; title: string }[]> {
  const key = `l.${tx.quote(tx.table('lead').own('company'))}`;
  const these = idsIn(tx.dialect, key, companyIds);
  const rows = await tx.rows<{ name: string | null; leads: number | string; title: string }>({
    sql: `select c.name, count(*) as leads, min(l.title) as title from ${tx.quote(tx.table('lead').name)} l join ${tx.quote(tx.table('company').name)} c on c.id = ${key} where ${these.sql} and l.active = ? group by c.id, c.name order by c.id`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', false)],
  });
  return rows.map(({ name, leads, title }) => ({
    company: name ?? '',
    leads: Number(leads),
    title,
  }));
}
