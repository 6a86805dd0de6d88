import type { ProtectionFact } from '../../../core/contact/model';
import type { Keeper } from '../../../core/contact/keepers';
import { RULE_OF_PROTECTION } from '../../../core/contact/rules/plan-people';
import type { Settings } from '../../../core/kernel/settings';
import { idsIn } from '../store/sql';
import type { Tx } from '../store/transaction';
import { liveLinks, loadProtections } from './people';

export interface Keepers {
  readonly keepers: readonly Keeper[];
  readonly total: number;
}

/** More than these nobody reads through. */
const MOST = 50;

/** Everything that keeps a contact active: its live leads by R7, newest first, and what else does. */
export async function loadKeepers(tx: Tx, contactId: number, settings: Settings): Promise<Keepers> {
  const live = liveLinks(tx, idsIn(tx.dialect, 'lc.contact_key', [contactId]));
  const [tally] = await tx.rows<{ found: number | string }>({
    sql: `select count(distinct l.id) as found ${live.sql}`,
    bindings: live.bindings,
  });
  const leads = await tx.rows<{ id: number; document_id: string; title: string | null }>({
    // X5: two links to one lead are one profile.
    sql: `select distinct l.id, l.document_id, l.title ${live.sql} order by l.id desc limit ?`,
    bindings: [...live.bindings, MOST],
  });
  const others = await othersAmong(tx, await loadProtections(tx, [contactId], [], settings));
  return {
    keepers: [
      ...leads.map((lead) => ({
        record: 'lead' as const,
        documentId: lead.document_id,
        label: lead.title ?? '',
        rule: 'R7',
      })),
      ...others,
    ],
    total: Number(tally?.found ?? 0) + others.length,
  };
}

const RECORD_OF = { staff: 'member', company: 'company', opportunity: 'opportunity' } as const;

async function othersAmong(tx: Tx, protections: readonly ProtectionFact[]): Promise<Keeper[]> {
  const found: Keeper[] = [];
  // One statement for each kind that there is, of which there are three.
  for (const by of ['staff', 'company', 'opportunity'] as const) {
    const own = protections.filter((protection) => protection.by === by).slice(0, MOST);
    if (own.length === 0) continue;
    const record = RECORD_OF[by];
    const these = idsIn(
      tx.dialect,
      'id',
      own.map(({ id }) => id),
    );
    const rows = await tx.rows<{ document_id: string; name: string | null }>({
      sql: `select document_id, name from ${tx.quote(tx.table(record).name)} where ${these.sql} order by id`,
      bindings: these.bindings,
    });
    found.push(
      ...rows.map(({ document_id: documentId, name }) => ({
        record,
        documentId,
        label: name ?? '',
        rule: RULE_OF_PROTECTION[by],
      })),
    );
  }
  return found;
}
