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
  const uid = uidOf(record) as never;
  const { where, _q } = strapi.get('query-params').transform(uid, params) as {
    where?: object;
    _q?: string;
  };
  if (Object.keys(where ?? {}).length === 0 && !_q) return null;
  const builder = strapi.db.queryBuilder(uid).init({
    select: ['id'],
    ...(where === undefined ? {} : { where }),
    ...(_q ? { _q } : {}),
  });
  // Strapi types the builder by the uids of the host's generated types.
  const built = builder.getKnexQuery() as unknown as Built;
  const { sql, bindings } = built.toSQL();
  return { sql, bindings };
}

/** A select of ids, to be put into a filter of Strapi's: `{ id: { $in: subselect(…) } }`. */
export const subselect = (strapi: Core.Strapi, { sql, bindings }: Sql): unknown =>
  strapi.db.connection.raw(sql, bindings as Binding[]);
