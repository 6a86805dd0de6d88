import { judgeGroupDeletion } from '../../../../core/contact/groups';
import { refuseField } from '../../../../core/kernel/refusals';
import { readAttributes, textOf } from '../../store/read';
import { flagFrom } from '../../store/sql';
import { Refused } from '../refused';
import type { Guard } from './guard';
import type { WrittenData } from './written';

/**
 * L15: who is in a group is an edit of the group. What closing fills by itself is not taken away under it:
 * whoever no longer wants it says so first.
 */
export const contactGroupGuard: Guard = {
  record: 'contact-group',

  async creating(_write, rows) {
    rows.forEach(trimName);
  },

  async updating(_write, _ids, data) {
    trimName(data);
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

function trimName(data: WrittenData): void {
  const { name } = data;
  if (typeof name !== 'string') return;
  data['name'] = name.trim();
  if (data['name'] === '') throw new Refused(refuseField('name', 'Name is missing.'));
}
