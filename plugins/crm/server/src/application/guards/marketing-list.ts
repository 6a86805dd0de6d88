import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { idsIn } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import { resolveAll } from './keys';
import type { Guard } from './guard';
import { addedIn, type WrittenData } from './written';

/**
 * S13, R32: a lead comes onto a list by the action, with its access, its refusals and its history,
 * whichever side it is written from. Taking leads off is an edit of the list.
 */
export const marketingListGuard: Guard = {
  record: 'marketing-list',

  async creating(_write, rows) {
    for (const data of rows) {
      trimName(data);
      if (addedIn(data['leads']).length > 0) refuseAdding();
    }
  },

  async updating({ tx }, ids, data) {
    trimName(data);
    const added = addedIn(data['leads']);
    if (added.length === 0) return;
    const pointed = added.map((target) => ({ record: 'lead', target }));
    const rowIdOf = await resolveAll(tx, pointed);
    const wanted = [...new Set(pointed.map((one) => Number(rowIdOf(one))))];
    if ((await countMembers(tx, ids, wanted)) < ids.length * wanted.length) refuseAdding();
  },
};

function trimName(data: WrittenData): void {
  const { name } = data;
  if (typeof name !== 'string') return;
  data['name'] = name.trim();
  if (data['name'] === '') throw new Refused(refuseField('name', 'Name is missing.'));
}

function refuseAdding(): never {
  throw new Refused(refuse('field.guarded', { field: 'leads', action: 'add-to-marketing-list' }));
}

async function countMembers(
  tx: Tx,
  lists: readonly number[],
  leads: readonly number[],
): Promise<number> {
  const link = tx.table('marketing-list').column('leads');
  if (link.kind !== 'linked') return 0;
  const these = idsIn(tx.dialect, link.from, lists);
  const those = idsIn(tx.dialect, link.to, leads);
  const [row] = await tx.rows<{ members: number | string }>({
    sql: `select count(*) as members from ${tx.quote(link.table)} where ${these.sql} and ${those.sql}`,
    bindings: [...these.bindings, ...those.bindings],
  });
  return Number(row?.members ?? 0);
}
