import type { Sql } from '../../store/sql';
import { toBinding } from '../../store/sql';
import type { Tx } from '../../store/transaction';

/** How often an invariant does not hold, and where to look first. */
export interface Finding {
  readonly count: number;
  /** `lead.owner k3j…`: the record, often its field, and its documentId. */
  readonly examples: readonly string[];
}

export const EXAMPLES = 5;

export const exampleOf = (place: string, documentId: string | null): string =>
  `${place} ${documentId ?? '(no documentId)'}`;

/**
 * Runs one check. Its statement answers a row for each record that breaks it, with `place` and
 * `document_id`; the database counts them, so that a million broken rows do not come over the wire.
 */
export async function find(tx: Tx, { sql, bindings }: Sql): Promise<Finding> {
  const rows = await tx.rows<{ place: string; document_id: string | null; total: number | string }>(
    {
      sql: `select q.place, q.document_id, count(*) over () as total from (${sql}) q order by q.place, q.document_id limit ${EXAMPLES}`,
      bindings,
    },
  );
  return {
    count: Number(rows[0]?.total ?? 0),
    examples: rows.map(({ place, document_id }) => exampleOf(place, document_id)),
  };
}

/** Words for the statements of the checks, in the spelling of this database. */
export function words(tx: Tx) {
  return {
    table: (record: string): string => tx.quote(tx.table(record).name),
    /** The column of an attribute, with the alias of its table. */
    column: (alias: string, record: string, attribute: string): string =>
      `${alias}.${tx.quote(tx.table(record).own(attribute))}`,
    yes: String(toBinding(tx.dialect, 'boolean', true)),
    no: String(toBinding(tx.dialect, 'boolean', false)),
  };
}

/** Rows of several statements as one; `place` and `document_id` in each. */
export const all = (statements: readonly string[]): Sql => ({
  sql: statements.join(' union all '),
  bindings: [],
});
