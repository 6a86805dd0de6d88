import type { Core } from '@strapi/strapi';
import { uidOf } from '../content-types/record';
import { textsIn, type Binding, type Sql } from './sql';
import type { Tx } from './transaction';

interface Params {
  readonly filters?: unknown;
  readonly _q?: unknown;
}

interface Built {
  toSQL(): { sql: string; bindings: readonly Binding[] };
}

/**
 * The rows that a caller's filters ask for, as a select of their ids: built by Strapi, so that it means
 * what it means in the generated lists. `null` when nothing is asked.
 */
export function askedIds(strapi: Core.Strapi, record: string, params: Params): Sql | null {
  const { where, _q } = transformed(strapi, record, params);
  if (Object.keys(where ?? {}).length === 0 && !_q) return null;
  return idsWhere(strapi, record, { where, _q });
}

/** The next of them, newest first: those below the id `after`. */
export function askedPage(
  strapi: Core.Strapi,
  record: string,
  { after, limit, ...params }: Params & { after: number | null; limit: number },
): Sql {
  const { where = {}, _q } = transformed(strapi, record, params);
  const onwards = after === null ? {} : { id: { $lt: after } };
  return idsWhere(strapi, record, {
    where: { $and: [where, onwards] },
    _q,
    orderBy: [{ id: 'desc' }],
    limit,
  });
}

interface Where {
  readonly where?: object | undefined;
  readonly _q?: string | undefined;
}

const transformed = (strapi: Core.Strapi, record: string, params: Params): Where =>
  strapi.get('query-params').transform(uidOf(record), params) as Where;

function idsWhere(
  strapi: Core.Strapi,
  record: string,
  { where, _q, ...rest }: Where & { readonly orderBy?: object[]; readonly limit?: number },
): Sql {
  const builder = strapi.db.queryBuilder(uidOf(record)).init({
    select: ['id'],
    ...(where === undefined ? {} : { where }),
    ...(_q ? { _q } : {}),
    ...rest,
  });
  // Strapi types the builder by the uids of the host's generated types.
  const built = builder.getKnexQuery() as unknown as Built;
  const { sql, bindings } = built.toSQL();
  return { sql, bindings };
}

/**
 * The same filters, with what a record points to named by the key column beside the link (ADR 2): an index
 * stands on that, and nobody goes through all links. One look-up for each relation that is named by documentId.
 */
export async function byKeys(tx: Tx, record: string, filters: unknown): Promise<unknown> {
  if (Array.isArray(filters)) {
    const kept: unknown[] = [];
    for (const filter of filters) kept.push(await byKeys(tx, record, filter));
    return kept;
  }
  if (!isPlain(filters)) return filters;
  const kept: Record<string, unknown> = {};
  for (const [name, asked] of Object.entries(filters)) {
    const key = isPlain(asked) ? await keyAsked(tx, record, name, asked) : undefined;
    if (key !== undefined && !(`${name}Key` in filters)) kept[`${name}Key`] = key;
    else kept[name] = GROUPING.has(name) ? await byKeys(tx, record, asked) : asked;
  }
  return kept;
}

const GROUPING: ReadonlySet<string> = new Set(['$and', '$or', '$not']);
/** Said of an id, and meaning the same of the key. */
const SAME: ReadonlySet<string> = new Set(['$eq', '$ne', '$in', '$notIn', '$null', '$notNull']);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What is asked of the key, where no more is asked of the record than which one it is. */
async function keyAsked(
  tx: Tx,
  record: string,
  attribute: string,
  asked: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { target, key } = tx.table(record).pointer(attribute) ?? { target: '', key: null };
  const [[name, condition] = [], more] = Object.entries(asked);
  if (key === null || more !== undefined) return undefined;
  if (name === 'id') {
    const isSame = isPlain(condition) && Object.keys(condition).every((word) => SAME.has(word));
    return isSame || typeof condition === 'number' ? condition : undefined;
  }
  const named = name === 'documentId' ? textsFrom(condition) : undefined;
  if (named === undefined) return undefined;
  const these = textsIn(tx.dialect, 'document_id', named);
  const rows = await tx.rows<{ id: number }>({
    sql: `select id from ${tx.quote(tx.table(target).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  // Nobody has the id 0: who names nobody finds nothing.
  const [{ id } = { id: 0 }, ...others] = rows;
  return others.length === 0 ? { $eq: id } : { $in: rows.map((row) => row.id) };
}

/** The documentIds of a condition that names some: itself, `$eq`, or `$in`. */
function textsFrom(condition: unknown): string[] | undefined {
  if (typeof condition === 'string') return [condition];
  if (!isPlain(condition)) return undefined;
  const [[word, value] = [], more] = Object.entries(condition);
  if (more !== undefined) return undefined;
  const named = word === '$in' && Array.isArray(value) ? value : word === '$eq' ? [value] : [];
  const texts = named.filter((one) => typeof one === 'string');
  return texts.length > 0 && texts.length === named.length ? texts : undefined;
}

/** A select of ids, to be put into a filter of Strapi's: `{ id: { $in: subselect(…) } }`. */
export const subselect = (strapi: Core.Strapi, { sql, bindings }: Sql): unknown =>
  strapi.db.connection.raw(sql, bindings as Binding[]);
