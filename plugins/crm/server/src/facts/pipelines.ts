import type { PipelineFact, StageFact } from '../../../core/pipeline/model';
import { flagFrom } from '../store/sql';
import type { Tx } from '../store/transaction';

interface StageRow {
  pipeline_id: number;
  pipeline_document_id: string;
  pipeline_name: string;
  kind: PipelineFact['kind'];
  is_default: unknown;
  forward_only: unknown;
  next_only: unknown;
  allow_reopen: unknown;
  stage_id: number | null;
  stage_document_id: string | null;
  stage_name: string | null;
  state: StageFact['state'] | null;
  position: number | null;
  process_key: number | null;
}

/** Every pipeline with its stages, each in the order of the board. There are few: one statement reads all. */
export async function loadPipelines(tx: Tx): Promise<PipelineFact[]> {
  const stage = tx.table('stage');
  const rows = await tx.rows<StageRow>({
    sql: `select p.id as pipeline_id, p.document_id as pipeline_document_id, p.name as pipeline_name, p.kind, p.is_default, p.forward_only, p.next_only, p.allow_reopen, s.id as stage_id, s.document_id as stage_document_id, s.name as stage_name, s.state, s.position, s.${stage.own('process')} as process_key from ${tx.quote(tx.table('pipeline').name)} p left join ${tx.quote(stage.name)} s on s.${stage.own('pipeline')} = p.id order by p.position, p.id, s.position, s.id`,
    bindings: [],
  });
  const pipelines = new Map<number, PipelineFact & { stages: StageFact[] }>();
  for (const row of rows) {
    const pipeline = pipelines.get(row.pipeline_id) ?? pipelineFrom(row);
    pipelines.set(row.pipeline_id, pipeline);
    if (row.stage_id !== null) pipeline.stages.push(stageFrom(row, row.stage_id));
  }
  return [...pipelines.values()];
}

const pipelineFrom = (row: StageRow): PipelineFact & { stages: StageFact[] } => ({
  id: row.pipeline_id,
  documentId: row.pipeline_document_id,
  label: row.pipeline_name,
  kind: row.kind,
  isDefault: flagFrom(row.is_default),
  forwardOnly: flagFrom(row.forward_only),
  nextOnly: flagFrom(row.next_only),
  allowReopen: flagFrom(row.allow_reopen),
  stages: [],
});

const stageFrom = (row: StageRow, id: number): StageFact => ({
  id,
  documentId: row.stage_document_id ?? '',
  label: row.stage_name ?? '',
  state: row.state ?? 'open',
  position: row.position ?? 0,
  processId: row.process_key,
});
