import { contentTypes } from '../content-types';
import { uidOf } from '../content-types/record';
import { countUsesByTarget } from '../store/read';
import { idsIn, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';

interface Use {
  readonly record: string;
  readonly attribute: string;
}

/** Every field that holds a dropdown value, read off the schemas. */
const USES: readonly Use[] = Object.entries(contentTypes).flatMap(([record, { schema }]) =>
  Object.entries(schema.attributes as Readonly<Record<string, { target?: string }>>).flatMap(
    ([attribute, { target }]) =>
      target === uidOf('dropdown-value') ? [{ record, attribute }] : [],
  ),
);

/** How many records hold each of these values, counted once for each field; unused ones are missing. */
export async function countUsesOfValues(
  tx: Tx,
  valueIds: readonly number[],
): Promise<Map<number, number>> {
  const total = new Map<number, number>();
  for (const { record, attribute } of USES) {
    for (const [id, uses] of await countUsesByTarget(tx, record, attribute, valueIds)) {
      total.set(id, (total.get(id) ?? 0) + uses);
    }
  }
  return total;
}

/** How many leads hold this value, in whichever of their fields. */
export async function countLeadsWithValue(tx: Tx, valueId: number): Promise<number> {
  const lead = tx.table('lead');
  const parts = USES.filter(({ record }) => record === 'lead').map(({ attribute }) =>
    idsIn(tx.dialect, lead.own(attribute), [valueId]),
  );
  const [row] = await tx.rows<{ leads: number | string }>({
    sql: `select count(*) as leads from ${tx.quote(lead.name)} where ${parts.map(({ sql }) => sql).join(' or ')}`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  });
  return Number(row?.leads ?? 0);
}

/** The leads that were scored with this value when its master type was another one, in id order (X19). */
export async function findLeadsScoredOtherwise(
  tx: Tx,
  valueId: number,
  masterType: string,
): Promise<number[]> {
  const { sql, bindings } = scoredOtherwise(tx, valueId, masterType);
  const rows = await tx.rows<{ id: number }>({
    sql: `select id from ${tx.quote(tx.table('lead').name)} where ${sql} order by id`,
    bindings,
  });
  return rows.map(({ id }) => id);
}

export async function countLeadsScoredOtherwise(
  tx: Tx,
  valueId: number,
  masterType: string,
): Promise<number> {
  const { sql, bindings } = scoredOtherwise(tx, valueId, masterType);
  const [row] = await tx.rows<{ leads: number | string }>({
    sql: `select count(*) as leads from ${tx.quote(tx.table('lead').name)} where ${sql}`,
    bindings,
  });
  return Number(row?.leads ?? 0);
}

function scoredOtherwise(tx: Tx, valueId: number, masterType: string): Sql {
  const lead = tx.table('lead');
  const score = idsIn(tx.dialect, lead.own('leadScore'), [valueId]);
  const status = idsIn(tx.dialect, lead.own('statusCode'), [valueId]);
  return {
    sql: `(${score.sql} and ${lead.own('leadScoreKind')} <> ?) or (${status.sql} and ${lead.own('statusCodeKind')} <> ?)`,
    bindings: [...score.bindings, masterType, ...status.bindings, masterType],
  };
}
