import { judgeGroupDeletion } from '../../../../core/contact/groups';
import { refuseField } from '../../../../core/kernel/refusals';
import { lockRows } from '../../store/lock';
import { readAttributes, textOf } from '../../store/read';
import { flagFrom } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { refuseMergedAmong } from '../contacts/refuse-merged';
import { Refused } from '../refused';
import type { Guard } from './guard';
import { resolveAll } from './keys';
import { addedIn, type WrittenData } from './written';

/**
 * L15: who is in a group is an edit of the group. What closing fills by itself is not taken away under it:
 * whoever no longer wants it says so first.
 */
export const contactGroupGuard: Guard = {
  record: 'contact-group',

  async creating({ tx }, rows) {
    rows.forEach(trimName);
    await judgeAdded(tx, rows);
  },

  async updating({ tx }, _ids, data) {
    trimName(data);
    await judgeAdded(tx, [data]);
  },

  async deleting({ tx }, ids) {
    const names = ['name', 'defaultOnLost', 'defaultOnWon'];
    for (const stored of (await readAttributes(tx, 'contact-group', ids, names)).values()) {
      const refusal = judgeGroupDeletion({
        label: textOf(stored['name']),
        defaultOnLost: flagFrom(stored['defaultOnLost']),
        defaultOnWon: flagFrom(stored['defaultOnWon']),
      });
      if (refusal !== null) throw new Refused(refusal);
    }
  },
};

/** X70: nobody comes into a group who is part of another contact, or becomes it meanwhile. */
async function judgeAdded(tx: Tx, rows: readonly WrittenData[]): Promise<void> {
  const pointed = rows
    .flatMap((data) => addedIn(data['contacts']))
    .map((target) => ({ record: 'contact', target }));
  if (pointed.length === 0) return;
  const rowIdOf = await resolveAll(tx, pointed);
  const contacts = pointed.flatMap((one) => rowIdOf(one) ?? []);
  await lockRows(tx, 'contact', contacts);
  await refuseMergedAmong(tx, contacts);
}

function trimName(data: WrittenData): void {
  const { name } = data;
  if (typeof name !== 'string') return;
  data['name'] = name.trim();
  if (data['name'] === '') throw new Refused(refuseField('name', 'Name is missing.'));
}
