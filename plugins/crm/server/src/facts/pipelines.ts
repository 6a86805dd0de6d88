import type { Ref } from '../../../core/kernel/values';
import { toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

interface StageRow {
  pipeline_id: number;
  pipeline_document_id: string;
  pipeline_name: string;
  stage_id: number;
  stage_document_id: string;
  stage_name: string;
}

interface Place {
  readonly pipeline: Ref;
  readonly stage: Ref;
}

/** Where a new lead stands: the first New stage of the default lead pipeline (E18). */
export async function findFirstStage(tx: Tx): Promise<Place | undefined> {
  const [first] = await findDefaultStages(tx, 'lead', 'new');
  return first;
}

/** The open stages of the default opportunity pipeline, in order. */
export const findOpportunityStages = (tx: Tx): Promise<Place[]> =>
  findDefaultStages(tx, 'opportunity', 'open');

async function findDefaultStages(
  tx: Tx,
  kind: 'lead' | 'opportunity',
  state: string,
): Promise<Place[]> {
  const pipeline = tx.table('pipeline');
  const stage = tx.table('stage');
  const rows = await tx.rows<StageRow>({
    sql: `select p.id as pipeline_id, p.document_id as pipeline_document_id, p.name as pipeline_name, s.id as stage_id, s.document_id as stage_document_id, s.name as stage_name from ${tx.quote(pipeline.name)} p join ${tx.quote(stage.name)} s on s.${stage.own('pipeline')} = p.id where p.kind = ? and p.is_default = ? and s.state = ? order by p.position, s.position, s.id`,
    bindings: [kind, toBinding(tx.dialect, 'boolean', true), state],
  });
  return rows.map((row) => ({
    pipeline: {
      id: row.pipeline_id,
      documentId: row.pipeline_document_id,
      label: row.pipeline_name,
    },
    stage: { id: row.stage_id, documentId: row.stage_document_id, label: row.stage_name },
  }));
}
