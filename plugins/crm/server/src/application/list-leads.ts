import type { Core } from '@strapi/strapi';
import { refuseField } from '../../../core/kernel/refusals';
import { uidOf } from '../content-types/record';
import { byKeys } from '../store/asked';
import { reading } from '../store/transaction';
import type { Position } from './read-board';
import { Refused } from './refused';

/** What the generated list is asked for, held to what the caller may see. */
type Query = Readonly<Record<string, unknown>>;

/** The caller's filters, by the key columns that indexes stand on. */
export const keyedFilters = async (strapi: Core.Strapi, filters: unknown): Promise<unknown> =>
  (await reading(strapi, (tx) => byKeys(tx, 'lead', filters))) ?? {};

interface Row {
  readonly id: number;
  readonly createdAt: string | Date;
}

export interface LeadPage {
  readonly rows: readonly unknown[];
  readonly limit: number;
  readonly next: Position | null;
}

/**
 * A page of the list, newest first, from a place on: as quick far down as at the beginning, and nobody counts
 * what else there is. `after` is `null` for the first page.
 *
 * @throws Refused with `input.invalid` for an order of one's own, or a page by its number
 */
export async function pageOfLeads(
  strapi: Core.Strapi,
  query: Query,
  after: Position | null,
): Promise<LeadPage> {
  const { sort, pagination, ...asked } = query;
  if (sort !== undefined) {
    throw new Refused(
      refuseField('sort', 'A cursor goes from the newest on: leave the order out.'),
    );
  }
  const limit = limitOf(strapi, pagination);
  const found = (await strapi.documents(uidOf('lead') as never).findMany({
    ...asked,
    ...placed(asked['fields']),
    filters: after === null ? asked['filters'] : { $and: [asked['filters'], beyond(after)] },
    sort: [{ createdAt: 'desc' }, { id: 'desc' }],
    // One more than asked for tells whether there is more.
    limit: limit + 1,
    start: 0,
  } as never)) as unknown as Row[];
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    rows,
    limit,
    next: last === undefined ? null : { at: new Date(last.createdAt).toISOString(), id: last.id },
  };
}

/** What says where the next page begins comes along, whatever fields are asked for. */
const placed = (fields: unknown): object =>
  fields === undefined ? {} : { fields: [fields, 'createdAt'].flat() };

/** Not a comparison of rows: every planner walks the index for the first half of it. */
const beyond = ({ at, id }: Position): object => ({
  $and: [{ createdAt: { $lte: at } }, { $or: [{ createdAt: { $lt: at } }, { id: { $lt: id } }] }],
});

function limitOf(strapi: Core.Strapi, pagination: unknown): number {
  const asked = (pagination ?? {}) as Readonly<Record<string, unknown>>;
  const allowed = ['pageSize', 'limit', 'withCount'];
  const other = Object.keys(asked).find((name) => !allowed.includes(name));
  if (other !== undefined) {
    throw new Refused(
      refuseField(['pagination', other], 'A cursor says where to go on: leave the page out.'),
    );
  }
  const limit = Number(
    asked['pageSize'] ?? asked['limit'] ?? strapi.config.get('api.rest.defaultLimit', 25),
  );
  const most = strapi.config.get('api.rest.maxLimit', 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new Refused(refuseField(['pagination', 'pageSize'], `Ask for 1 to ${most} leads.`));
  }
  return limit;
}
