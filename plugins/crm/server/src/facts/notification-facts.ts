import { CLOSE_LOST_NOTIFICATION_ROLE } from '../../../core/notification/model';
import { mayBeTold } from '../../../core/notification/notices';
import type { NotificationFacts } from '../../../core/settings/check';
import { OUTBOX_MODEL } from '../store/outbox';
import { flagFrom } from '../store/sql';
import type { Tx } from '../store/transaction';
import { loadAudience } from './audience';

/** X50: what the check of the notifications stands on. */
export async function loadNotificationFacts(tx: Tx): Promise<Omit<NotificationFacts, 'sendsMail'>> {
  const { listeners } = await loadAudience(tx, {
    members: [],
    roles: [CLOSE_LOST_NOTIFICATION_ROLE],
  });
  const holders = [...listeners.values()];
  const member = tx.table('member');
  const yes = tx.dialect === 'postgres' ? 'true' : '1';
  const [row] = await tx.rows<{ has_role: unknown; want: number | string; dead: number | string }>({
    sql: `select exists(select 1 from ${tx.quote(tx.table('role').name)} where ${tx.quote('key')} = ?) as has_role, (select count(*) from ${tx.quote(member.name)} where active = ${yes} and coalesce(${member.own('notifyByEmail')}, ${yes}) = ${yes}) as want, (select count(*) from ${tx.quote(tx.table(OUTBOX_MODEL.uid).name)} where status = 'dead') as dead`,
    bindings: [CLOSE_LOST_NOTIFICATION_ROLE],
  });
  return {
    roleExists: flagFrom(row?.has_role),
    holders: holders.length,
    listening: holders.filter(mayBeTold).length,
    wantMail: Number(row?.want ?? 0),
    dead: Number(row?.dead ?? 0),
  };
}
