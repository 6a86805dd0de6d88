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

/** Where a new lead stands: the first New stage of the default lead pipeline (E18). */
export async function findFirstStage(tx: Tx): Promise<{ pipeline: Ref; stage: Ref } | undefined> {
  const pipeline = tx.table('pipeline');
  const stage = tx.table('stage');
  const [row] = await tx.rows<StageRow>({
    sql: `select p.id as pipeline_id, p.document_id as pipeline_document_id, p.name as pipeline_name, s.id as stage_id, s.document_id as stage_document_id, s.name as stage_name from ${tx.quote(pipeline.name)} p join ${tx.quote(stage.name)} s on s.${stage.own('pipeline')} = p.id where p.kind = 'lead' and p.is_default = ? and s.state = 'new' order by p.position, s.position, s.id limit 1`,
    bindings: [toBinding(tx.dialect, 'boolean', true)],
  });
  if (row === undefined) return undefined;
  return {
    pipeline: {
      id: row.pipeline_id,
      documentId: row.pipeline_document_id,
      label: row.pipeline_name,
    },
    stage: { id: row.stage_id, documentId: row.stage_document_id, label: row.stage_name },
  };
}
