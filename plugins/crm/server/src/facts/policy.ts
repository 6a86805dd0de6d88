import { CLOSE_LOST_PERMISSION_ROLE, type PolicyFacts } from '../../../core/close-request/policy';
import type { Settings } from '../../../core/kernel/settings';
import type { Tx } from '../store/transaction';

/** What the close-lost policy stands on (R15): the setting, and whether the permission role exists. */
export async function loadPolicy(tx: Tx, settings: Settings): Promise<PolicyFacts> {
  const rows = await tx.rows({
    sql: `select 1 as found from ${tx.quote(tx.table('role').name)} where ${tx.quote('key')} = ?`,
    bindings: [CLOSE_LOST_PERMISSION_ROLE],
  });
  return { policy: settings.closeLost.policy, permissionRoleExists: rows.length > 0 };
}
