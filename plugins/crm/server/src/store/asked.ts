import type { Core } from '@strapi/strapi';
import { uidOf } from '../content-types/record';
import type { Binding, Sql } from './sql';

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

/** A select of ids, to be put into a filter of Strapi's: `{ id: { $in: subselect(…) } }`. */
export const subselect = (strapi: Core.Strapi, { sql, bindings }: Sql): unknown =>
  strapi.db.connection.raw(sql, bindings as Binding[]);
