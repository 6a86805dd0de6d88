import { KEYED_RELATIONS } from '../../content-types/keyed-relations';
import type { Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { columnType } from '../../store/sql';
import { recordOf, resolve } from './keys';
import { targetOf, type WrittenData } from './written';

/** Written by Strapi itself with every save; nobody's edit. */
const STAMPS = new Set([
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
]);

/**
 * The fields that a write would set, normalised so that they compare with what is stored: a relation as
 * the id of its target, an instant as ISO text. A relation left alone is not among them.
 */
export async function readWritten(
  tx: Tx,
  record: string,
  data: WrittenData,
): Promise<Map<string, Stored>> {
  const written = new Map<string, Stored>();
  const known = new Set(tx.table(record).attributes);
  for (const [name, value] of Object.entries(data)) {
    if (STAMPS.has(name) || !known.has(name) || value === undefined) continue;
    const column = tx.table(record).column(name);
    if (column.kind === 'scalar') {
      written.set(name, scalarOf(columnType(column.type), value));
      continue;
    }
    const target = targetOf(value);
    if (target === undefined) continue;
    const uid = KEYED_RELATIONS.find(
      (relation) => relation.record === record && relation.attribute === name,
    )?.target;
    written.set(name, await resolve(tx, uid ?? recordOf(record), target));
  }
  return written;
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
    return JSON.stringify(before) === JSON.stringify(written);
  }
  return before === written;
}
