import { websiteKeyOf, websiteSpellings } from '../../../core/company/name-key';
import type { Ref } from '../../../core/kernel/values';
import type { CompanyFacts } from '../../../core/lead/facts';
import { newCompaniesIn } from '../../../core/qualification/input';
import { textsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

interface CompanyRow {
  id: number;
  document_id: string;
  name: string;
  name_key: string | null;
  website: string | null;
}

/** The companies that an input names, and those that a new one in it would repeat (S20+). */
export async function loadCompanies(
  tx: Tx,
  documentIds: readonly string[],
  input: unknown,
): Promise<CompanyFacts> {
  const asked = newCompaniesIn(input);
  const names = asked.map(({ name }) => name);
  const websites = asked.flatMap(({ website }) => website ?? []);
  const company = tx.table('company');
  const rows =
    documentIds.length + asked.length === 0
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
  const refs = rows.map((row) => ({
    ...row,
    ref: { id: row.id, documentId: row.document_id, label: row.name } satisfies Ref,
  }));
  return {
    byId: new Map(refs.map(({ ref }) => [ref.documentId, ref])),
    byName: new Map(refs.flatMap(({ name_key, ref }) => (name_key === null ? [] : [[name_key, ref]]))),
    byWebsite: new Map(
      refs.flatMap(({ website, ref }) => (website === null ? [] : [[websiteKeyOf(website), ref]])),
    ),
  };
}

type Condition = ReturnType<typeof textsIn>;

const either = (select: string, conditions: readonly Condition[]): Condition => ({
  sql: `${select} where ${conditions.map(({ sql }) => sql).join(' or ')}`,
  bindings: conditions.flatMap(({ bindings }) => bindings),
});
