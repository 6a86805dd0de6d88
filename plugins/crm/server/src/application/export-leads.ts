import type { Core } from '@strapi/strapi';
import type { ExportColumnName } from '../../../core/lead/export';
import { loadExportPage, type Cell } from '../facts/export-page';
import { askedPage } from '../store/asked';
import { reading } from '../store/transaction';

/** So many leads at a time: what is held in memory does not grow with the export. */
const PAGE = 1_000;

interface Asked {
  readonly filters: object;
  readonly search: string | undefined;
  readonly columns: readonly ExportColumnName[];
}

/**
 * All leads that filters find, page by page along their ids, a statement for each: newest first. A lead
 * that is written meanwhile is told as it is when its page is read, and none is told twice.
 */
export async function* exportLeads(
  strapi: Core.Strapi,
  { filters, search, columns }: Asked,
): AsyncGenerator<(readonly Cell[])[]> {
  let after: number | null = null;
  for (;;) {
    const page = askedPage(strapi, 'lead', { filters, _q: search, after, limit: PAGE });
    const rows = await reading(strapi, (tx) => loadExportPage(tx, page, columns));
    if (rows.length > 0) yield rows.map(({ cells }) => cells);
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? null;
  }
}
