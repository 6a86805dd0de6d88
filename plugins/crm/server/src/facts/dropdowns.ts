import type { MasterTypeKey } from '../../../core/dropdown/types';
import type { DropdownValueFact } from '../../../core/lead/model';
import { flagFrom, textsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

interface ValueRow {
  id: number;
  document_id: string;
  label: string;
  active: unknown;
  type: string;
  master_type: MasterTypeKey;
}

/** The dropdown values with these documentIds, by documentId; unknown ones are missing. */
export async function loadDropdownValues(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Map<string, DropdownValueFact>> {
  if (documentIds.length === 0) return new Map();
  const value = tx.table('dropdown-value');
  const these = textsIn(tx.dialect, 'v.document_id', documentIds);
  const key = tx.quote('key');
  const rows = await tx.rows<ValueRow>({
    sql: `select v.id, v.document_id, v.label, v.active, t.${key} as type, m.${key} as master_type from ${tx.quote(value.name)} v join ${tx.quote(tx.table('dropdown-type').name)} t on t.id = v.${value.own('dropdownType')} join ${tx.quote(tx.table('master-type').name)} m on m.id = v.${value.own('masterType')} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(
    rows.map((row) => [
      row.document_id,
      {
        id: row.id,
        documentId: row.document_id,
        label: row.label,
        type: row.type,
        masterType: row.master_type,
        active: flagFrom(row.active),
      },
    ]),
  );
}
