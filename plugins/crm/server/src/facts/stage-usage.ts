import { countUses } from '../store/read';
import { idsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** What stands somewhere: closed and inactive leads, too, as none of them is ever to lose its stage. */
export interface StageUsage {
  readonly leads: number;
  readonly opportunities: number;
}

export async function countInStages(tx: Tx, stages: readonly number[]): Promise<StageUsage> {
  return {
    leads: await countUses(tx, 'lead', 'stage', stages),
    opportunities: await countUses(tx, 'opportunity', 'stage', stages),
  };
}

export async function countInPipelines(tx: Tx, pipelines: readonly number[]): Promise<StageUsage> {
  return {
    leads: await countUses(tx, 'lead', 'pipeline', pipelines),
    opportunities: await countOpportunities(tx, pipelines),
  };
}

/** By their stage or their pipeline: an opportunity typed by hand may have either alone. */
async function countOpportunities(tx: Tx, pipelines: readonly number[]): Promise<number> {
  const stage = tx.table('stage');
  const opportunity = tx.table('opportunity');
  const link = opportunity.column('pipeline');
  if (link.kind !== 'linked') return 0;
  const byStage = idsIn(tx.dialect, tx.quote(stage.own('pipeline')), pipelines);
  const byLink = idsIn(tx.dialect, tx.quote(link.to), pipelines);
  const [row] = await tx.rows<{ uses: number | string }>({
    sql: `select count(*) as uses from ${tx.quote(opportunity.name)} where ${tx.quote(opportunity.own('stage'))} in (select id from ${tx.quote(stage.name)} where ${byStage.sql}) or id in (select ${tx.quote(link.from)} from ${tx.quote(link.table)} where ${byLink.sql})`,
    bindings: [...byStage.bindings, ...byLink.bindings],
  });
  return Number(row?.uses ?? 0);
}
