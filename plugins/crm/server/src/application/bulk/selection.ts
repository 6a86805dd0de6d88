import { refuseField } from '../../../../core/kernel/refusals';
import type { LeadView } from '../../../../core/lead/views';
import { askedIds, byKeys } from '../../store/asked';
import { textsIn, type Sql } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import type { Request } from '../context';
import { Refused } from '../refused';
import { viewedLeads } from '../viewed-leads';

/** Which leads: these, or all that filters find as the generated list would (R27). */
export type Selection =
  | { readonly ids: readonly string[] }
  | {
      readonly filters: unknown;
      readonly search: string | undefined;
      readonly view: LeadView | undefined;
    };

/** The selection as a select of row ids. */
export async function selectLeads(
  { strapi, now }: Pick<Request, 'strapi' | 'now'>,
  tx: Tx,
  selection: Selection,
): Promise<Sql> {
  const leads = tx.quote(tx.table('lead').name);
  if ('ids' in selection) {
    const these = textsIn(tx.dialect, 'document_id', [...new Set(selection.ids)]);
    return { sql: `select id from ${leads} where ${these.sql}`, bindings: these.bindings };
  }
  const { filters = {}, search, view } = selection;
  const held = await byKeys(tx, 'lead', filters);
  const shown = { $and: [held, await viewedLeads({ strapi, now }, view, filters)] };
  const params = search === undefined ? { filters: shown } : { filters: shown, _q: search };
  return askedIds(strapi, 'lead', params) ?? { sql: `select id from ${leads}`, bindings: [] };
}

/** A documentId that names no lead is a mistake to be told, not a lead to be left out. */
export function expectAll(selection: Selection, found: number): void {
  if (!('ids' in selection)) return;
  const missing = new Set(selection.ids).size - found;
  if (missing > 0) {
    const sentence =
      missing === 1
        ? 'One of these leads does not exist.'
        : `${missing} of these leads do not exist.`;
    throw new Refused(refuseField('ids', `${sentence} Load the list again.`));
  }
}
