import type { Ref } from '../../../core/kernel/values';
import { idsIn, textsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** The documentIds of rows, by row id. */
export async function documentIdsOf(
  tx: Tx,
  record: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const these = idsIn(tx.dialect, 'id', ids);
  const rows = await tx.rows<{ id: number; document_id: string }>({
    sql: `select id, document_id from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(rows.map((row) => [row.id, row.document_id]));
}

/** The records whose attribute has one of these texts, by text; `label` is what people call them. */
export async function findReferences(
  tx: Tx,
  record: string,
  by: { readonly attribute: string; readonly label: string },
  texts: readonly string[],
): Promise<Map<string, Ref>> {
  if (texts.length === 0) return new Map();
  const table = tx.table(record);
  const attribute = tx.quote(table.own(by.attribute));
  const these = textsIn(tx.dialect, attribute, texts);
  const rows = await tx.rows<{ id: number; document_id: string; found: string; label: string }>({
    sql: `select id, document_id, ${attribute} as found, ${tx.quote(table.own(by.label))} as label from ${tx.quote(table.name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(
    rows.map(({ id, document_id, found, label }) => [
      found,
      { id, documentId: document_id, label },
    ]),
  );
}
