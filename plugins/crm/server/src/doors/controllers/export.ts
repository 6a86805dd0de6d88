import type { Core } from '@strapi/strapi';
import { Readable } from 'node:stream';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { EXPORT_COLUMNS, exportQuery, type ExportColumnName } from '../../../../core/lead/export';
import { exportLeads } from '../../application/export-leads';
import { Refused } from '../../application/refused';
import { viewedLeads } from '../../application/viewed-leads';
import { answering } from '../http-errors';
import { spreadsheet } from '../spreadsheet';
import type { Context } from './answer';
import { mayAsk, readingOf } from './may-ask';

/** All leads of a list as a file for a spreadsheet, sent while it is being read. */
export const exportHandler =
  (strapi: Core.Strapi) =>
  (ctx: Context): Promise<Readable> =>
    answering(async () => {
      const { filters, _q, ...asked } = ctx.query;
      const query = parseInput(exportQuery, asked);
      if (isRefusal(query)) throw new Refused(query);
      // An order tells of a field as well as showing it would.
      const sort = query.sort === undefined ? undefined : `${query.sort.by}:${query.sort.way}`;
      const held = (await mayAsk(strapi, ctx, 'lead', { filters, _q, sort })) as Held;
      const { filters: found = {}, _q: search } = held;
      const now = new Date();
      const shown = await viewedLeads({ strapi, now }, query.view, filters);
      const columns = await readable(strapi, ctx, query.columns);
      ctx.set('Content-Type', 'text/csv; charset=utf-8');
      const day = now.toISOString().slice(0, 10);
      ctx.set('Content-Disposition', `attachment; filename="leads-${day}.csv"`);
      return Readable.from(
        sheet(strapi, {
          filters: { $and: [found, shown] },
          search,
          order: query.sort,
          columns,
        }),
      );
    });

interface Held {
  readonly filters?: object;
  readonly _q?: string;
}

async function* sheet(
  strapi: Core.Strapi,
  asked: Parameters<typeof exportLeads>[1],
): AsyncGenerator<string> {
  yield spreadsheet([asked.columns.map((name) => EXPORT_COLUMNS[name].title)], { first: true });
  for await (const rows of exportLeads(strapi, asked)) yield spreadsheet(rows, { first: false });
}

/** Of these columns those that the caller may read: what a lead that has them all would show. */
async function readable(
  strapi: Core.Strapi,
  ctx: Context,
  columns: readonly ExportColumnName[],
): Promise<ExportColumnName[]> {
  const full = Object.fromEntries(
    columns.map((name) => [
      name,
      EXPORT_COLUMNS[name].kind === 'record' ? { documentId: name, name, label: name } : name,
    ]),
  );
  const shown = await (await readingOf(strapi, ctx, 'lead')).show(full);
  return columns.filter((name) => {
    const value = shown[name];
    return value !== undefined && value !== null;
  });
}
