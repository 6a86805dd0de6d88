import type { Core } from '@strapi/strapi';
import type { ExportColumnName, ExportOrder } from '../../../core/lead/export';
import {
  leadsOf,
  loadExportOrder,
  loadExportPage,
  type Cell,
  type ExportRow,
} from '../facts/export-page';
import { askedIds, askedPage } from '../store/asked';
import { reading } from '../store/transaction';

/** So many leads at a time: their cells in memory do not grow with the export. */
const PAGE = 1_000;

interface Asked {
  readonly filters: object;
  readonly search: string | undefined;
  readonly order: ExportOrder | undefined;
  readonly columns: readonly ExportColumnName[];
}

/**
 * All leads that filters find, page by page, a statement for each. A lead that is written meanwhile is told
 * as it is when its page is read, and none is told twice.
 */
export async function* exportLeads(
  strapi: Core.Strapi,
  asked: Asked,
): AsyncGenerator<(readonly Cell[])[]> {
  const pages =
    asked.order === undefined ? newestFirst(strapi, asked) : inOrder(strapi, asked, asked.order);
  for await (const rows of pages) yield rows.map(({ cells }) => cells);
}

/** Along their ids: nothing is sorted, and nothing but a page is held. */
async function* newestFirst(
  strapi: Core.Strapi,
  { filters, search, columns }: Asked,
): AsyncGenerator<ExportRow[]> {
  let after: number | null = null;
  for (;;) {
    const page = askedPage(strapi, 'lead', { filters, _q: search, after, limit: PAGE });
    const rows = await reading(strapi, (tx) => loadExportPage(tx, page, columns));
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? null;
  }
}

/** Sorted once and their ids kept: to sort what is left for each page would take hours. */
async function* inOrder(
  strapi: Core.Strapi,
  { filters, search, columns }: Asked,
  order: ExportOrder,
): AsyncGenerator<ExportRow[]> {
  const asked = askedIds(strapi, 'lead', { filters, _q: search });
  const ids = await reading(strapi, (tx) => loadExportOrder(tx, asked, order));
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE);
    const rows = await reading(strapi, (tx) => loadExportPage(tx, leadsOf(tx, page), columns));
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield page.flatMap((id) => byId.get(id) ?? []);
  }
}
