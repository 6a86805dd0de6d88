import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { readAttributes, textOf } from '../../store/read';
import { Refused } from '../refused';
import { readWritten } from './compare';
import type { Guard, Write } from './guard';
import type { WrittenData } from './written';

/** R27: a saved view is its maker's; the team may look through it when it is shared. */
export const savedViewGuard: Guard = {
  record: 'saved-view',

  async creating({ request }, rows) {
    const { actor } = await request();
    for (const data of rows) {
      judgeName(data);
      if (actor.kind === 'system') continue;
      data['owner'] = actor.member?.id ?? null;
    }
  },

  async updating(write, ids, data) {
    judgeName(data);
    await judgeOwner(write, ids);
    const written = await readWritten(write.tx, 'saved-view', data);
    if (!written.has('owner')) return;
    const rows = await readAttributes(write.tx, 'saved-view', ids, ['owner']);
    if ([...rows.values()].some(({ owner }) => owner !== written.get('owner'))) {
      const because = 'A view stays with whoever made it. Share it instead.';
      throw new Refused(refuse('field.guarded', { field: 'owner', because }));
    }
  },

  deleting: (write, ids) => judgeOwner(write, ids),
};

function judgeName(data: WrittenData): void {
  const { name } = data;
  if (typeof name !== 'string') return;
  data['name'] = name.trim();
  if (data['name'] === '') throw new Refused(refuseField('name', 'Name is missing.'));
}

async function judgeOwner({ tx, request }: Write, ids: readonly number[]): Promise<void> {
  const { actor } = await request();
  if (actor.kind === 'system' || actor.roles.includes('crm_admin')) return;
  const rows = await readAttributes(tx, 'saved-view', ids, ['owner', 'name']);
  for (const { owner, name } of rows.values()) {
    if (actor.member !== null && owner === actor.member.id) continue;
    const because = `The view "${textOf(name)}" is somebody else’s. Save one of your own.`;
    throw new Refused(refuse('access.owner', { because }));
  }
}
