import { CLOSE_LOST_PERMISSION_ROLE, type PolicyFacts } from '../../../core/close-request/policy';
import { mergeSettings, settingsSchema, type Settings } from '../../../core/kernel/settings';
import { flagFrom, jsonFrom } from '../store/sql';
import type { Tx } from '../store/transaction';
import { SETTINGS_KEY } from '../store/settings';

/** The settings in force, and what the close-lost policy stands on besides (R15). */
export interface Standing {
  readonly settings: Settings;
  readonly policy: PolicyFacts;
}

/**
 * What holds right now: the configuration file, what administrators have changed since, and whether the
 * permission role exists. One statement; read with every deed, so that all nodes agree.
 */
export async function loadStanding(tx: Tx, configured: Settings): Promise<Standing> {
  const key = tx.quote('key');
  const [row] = await tx.rows<{ changed: unknown; has_role: unknown }>({
    sql: `select (select value from ${tx.quote(tx.table('strapi::core-store').name)} where ${key} = ?) as changed, exists(select 1 from ${tx.quote(tx.table('role').name)} where ${key} = ?) as has_role`,
    bindings: [SETTINGS_KEY, CLOSE_LOST_PERMISSION_ROLE],
  });
  const changed = jsonFrom<Record<string, unknown>>(row?.changed) ?? {};
  const settings = settingsSchema.parse(mergeSettings(configured, changed));
  return {
    settings,
    policy: { policy: settings.closeLost.policy, permissionRoleExists: flagFrom(row?.has_role) },
  };
}

/** Nobody has changed a setting, be it to what it was, and there is no lead. */
export async function nothingYet(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ begun: unknown }>({
    sql: `select exists(select 1 from ${tx.quote(tx.table('strapi::core-store').name)} where ${tx.quote('key')} = ?) or exists(select 1 from ${tx.quote(tx.table('lead').name)}) as begun`,
    bindings: [SETTINGS_KEY],
  });
  return !flagFrom(row?.begun);
}
