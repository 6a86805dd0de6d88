import { isDeepStrictEqual } from 'node:util';
import { KEYED_RELATIONS } from '../../content-types/keyed-relations';
import { recordOf, STAMPS } from '../../content-types/record';
import type { Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { columnType } from '../../store/sql';
import { resolveAll, type Pointed } from './keys';
import { targetOf, type WrittenData } from './written';

type Wish = { readonly name: string } & ({ readonly scalar: Stored } | Pointed);

/**
 * The fields that a write would set, normalised so that they compare with what is stored: a relation as
 * the id of its target, an instant as ISO text. A relation left alone is not among them.
 */
export async function readWritten(
  tx: Tx,
  record: string,
  data: WrittenData,
): Promise<Map<string, Stored>> {
  const [row] = await readAllWritten(tx, record, [data]);
  return row?.written ?? new Map();
}

/** A row about to be inserted, with what it would set. */
export interface WrittenRow {
  readonly data: WrittenData;
  readonly written: Map<string, Stored>;
}

/** The same for a batch of rows, with the queries of one. */
export async function readAllWritten(
  tx: Tx,
  record: string,
  rows: readonly WrittenData[],
): Promise<WrittenRow[]> {
  const wishes = rows.map((data) => ({ data, wishes: wishesOf(tx, record, data) }));
  const pointed = wishes.flatMap((row) =>
    row.wishes.flatMap((wish) => ('scalar' in wish ? [] : [wish])),
  );
  const rowIdOf = await resolveAll(tx, pointed);
  const valueOf = (wish: Wish): Stored => ('scalar' in wish ? wish.scalar : rowIdOf(wish));
  return wishes.map((row) => ({
    data: row.data,
    written: new Map(row.wishes.map((wish) => [wish.name, valueOf(wish)])),
  }));
}

function wishesOf(tx: Tx, record: string, data: WrittenData): Wish[] {
  const known = new Set(tx.table(record).attributes.filter((name) => !STAMPS.has(name)));
  return Object.entries(data).flatMap(([name, value]) =>
    known.has(name) ? wishOf(tx, record, name, value) : [],
  );
}

function wishOf(tx: Tx, record: string, name: string, value: unknown): Wish[] {
  if (value === undefined) return [];
  const column = tx.table(record).column(name);
  if (column.kind === 'scalar') return [{ name, scalar: scalarOf(columnType(column.type), value) }];
  const target = targetOf(value);
  if (target === undefined) return [];
  const keyed = KEYED_RELATIONS.find(
    (relation) => relation.record === record && relation.attribute === name,
  );
  return [{ name, record: recordOf(keyed?.target ?? record), target }];
}

function scalarOf(type: string, value: unknown): Stored {
  if (value === null || value === '') return null;
  switch (type) {
    case 'boolean':
      return value === true || value === 1 || value === 'true';
    case 'datetime':
      return instantOf(value);
    case 'decimal':
    case 'integer':
      return Number(value);
    default:
      return value as Stored;
  }
}

function instantOf(value: unknown): string {
  const date = value instanceof Date ? value : new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}

/** Equal, as far as a write is concerned: an empty text and no text are the same. */
export function unchanged(stored: Stored | undefined, written: Stored): boolean {
  const before = stored === '' || stored === undefined ? null : stored;
  if (typeof before === 'object' && before !== null) {
    // PostgreSQL keeps the keys of JSON in an order of its own.
    return isDeepStrictEqual(before, written);
  }
  return before === written;
}
