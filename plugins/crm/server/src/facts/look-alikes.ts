import type { AlikeBy, LookAlike } from '../../../core/contact/look-alike';
import { tidyAddress } from '../../../core/kernel/tidy-address';
import { flagFrom, idsIn, textsIn, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import { addressKey, holdingsOf } from './addresses';

/** A contact that may be here already, as it is compared. */
export interface AlikeDraft {
  /** Its row, where it has one: nobody looks like oneself. */
  readonly id: number | null;
  readonly email: string | null;
  readonly nameKey: string;
  readonly phoneKey: string | null;
  readonly companyId: number | null;
}

/** A switchboard has thousands of people behind one number; these are enough to be looked at. */
const MOST = 10;

/**
 * The contacts that each draft looks like, in at most five statements however many drafts there are. Who has
 * been merged into another contact is that one (X70).
 */
export async function findLookAlikes(
  tx: Tx,
  drafts: readonly AlikeDraft[],
): Promise<LookAlike[][]> {
  const byAddress = await holdersOf(tx, drafts);
  const rows = [
    ...(await readAlike(tx, 'email', ['id'], idsIn(tx.dialect, 'id', [...byAddress.keys()]))),
    ...(await readAlike(tx, 'phone', ['phoneKey'], phonesOf(tx, drafts))),
    ...(await readAlike(tx, 'name-and-company', ['nameKey', 'company'], namesOf(tx, drafts))),
  ];
  return drafts.map((draft) => matchesOf(draft, rows, byAddress));
}

/** The addresses of contacts by who holds them. */
async function holdersOf(tx: Tx, drafts: readonly AlikeDraft[]): Promise<Map<number, string>> {
  const addresses = drafts.flatMap(({ email }) => addressKey(email) ?? []);
  const holdings = await holdingsOf(tx, addresses);
  return new Map([
    ...(await rememberedBy(tx, drafts)),
    ...holdings
      .filter(({ kind }) => kind === 'contact')
      .map(({ id, address }) => [id, address] as const),
  ]);
}

/** X70: what was the address of a contact before it became part of another one. */
async function rememberedBy(
  tx: Tx,
  drafts: readonly AlikeDraft[],
): Promise<(readonly [number, string])[]> {
  const emails = drafts.flatMap(({ email }) => (email === null ? [] : tidyAddress(email)));
  if (emails.length === 0) return [];
  const contact = tx.table('contact');
  const these = textsIn(tx.dialect, contact.own('releasedEmail'), emails);
  const rows = await tx.rows<{ id: number; email: string }>({
    sql: `select id, ${contact.own('releasedEmail')} as email from ${tx.quote(contact.name)} where ${these.sql} and ${contact.own('mergedInto')} is not null`,
    bindings: these.bindings,
  });
  return rows.flatMap(({ id, email }) => {
    const address = addressKey(email);
    return address === null ? [] : [[id, address] as const];
  });
}

function phonesOf(tx: Tx, drafts: readonly AlikeDraft[]): Sql {
  const phones = drafts.flatMap(({ phoneKey }) => phoneKey ?? []);
  return textsIn(tx.dialect, tx.table('contact').own('phoneKey'), phones);
}

/** A name alone is many people's: it counts within a company. */
function namesOf(tx: Tx, drafts: readonly AlikeDraft[]): Sql {
  const named = drafts.filter(({ nameKey, companyId }) => nameKey !== '' && companyId !== null);
  const contact = tx.table('contact');
  const names = textsIn(
    tx.dialect,
    contact.own('nameKey'),
    named.map(({ nameKey }) => nameKey),
  );
  const companies = idsIn(
    tx.dialect,
    contact.own('company'),
    named.flatMap(({ companyId }) => companyId ?? []),
  );
  return {
    sql: `${names.sql} and ${companies.sql}`,
    bindings: [...names.bindings, ...companies.bindings],
  };
}

interface Row {
  readonly why: AlikeBy;
  /** What is compared is this row's; who it is, the contact that it has become part of, or it itself. */
  readonly row: number;
  readonly id: number;
  readonly document_id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly active: unknown;
  readonly name_key: string | null;
  readonly phone_key: string | null;
  readonly company_key: number | null;
}

async function readAlike(
  tx: Tx,
  why: AlikeBy,
  same: readonly string[],
  where: Sql,
): Promise<Row[]> {
  const contact = tx.table('contact');
  const alike = same.map((attribute) => contact.own(attribute)).join(', ');
  const columns = `id as ${tx.quote('row')}, coalesce(${contact.own('mergedInto')}, id) as whole, ${contact.own('nameKey')} as name_key, ${contact.own('phoneKey')} as phone_key, ${contact.own('company')} as company_key`;
  const rows = await tx.rows<Omit<Row, 'why'>>({
    sql: `select a.*, w.id, w.document_id, w.first_name, w.last_name, w.active from (select ${columns}, row_number() over (partition by ${alike} order by id) as nth from ${tx.quote(contact.name)} where ${where.sql}) a join ${tx.quote(contact.name)} w on w.id = a.whole where a.nth <= ${MOST} order by a.${tx.quote('row')}`,
    bindings: where.bindings,
  });
  return rows.map((row) => ({ ...row, why }));
}

function matchesOf(
  draft: AlikeDraft,
  rows: readonly Row[],
  byAddress: ReadonlyMap<number, string>,
): LookAlike[] {
  const address = addressKey(draft.email);
  const isAlike = (row: Row): boolean => {
    switch (row.why) {
      case 'email':
        return address !== null && byAddress.get(row.row) === address;
      case 'phone':
        return row.phone_key === draft.phoneKey;
      case 'name-and-company':
        return row.company_key === draft.companyId && row.name_key === draft.nameKey;
    }
  };
  const found = new Map<number, LookAlike>();
  for (const row of rows) {
    if (row.id === draft.id || !isAlike(row)) continue;
    const { id, document_id: documentId } = row;
    found.set(id, {
      id,
      documentId,
      label: [row.first_name, row.last_name].filter(Boolean).join(' '),
      active: flagFrom(row.active),
      by: [...new Set([...(found.get(id)?.by ?? []), row.why])],
      sameName: found.get(id)?.sameName === true || row.name_key === draft.nameKey,
    });
  }
  return [...found.values()];
}
