import type { MasterTypeKey } from '../../../core/dropdown/types';
import type { Ref } from '../../../core/kernel/values';
import type { LeadState } from '../../../core/lead/model';
import type { ValueChoice } from '../../../core/transfer/drafts';
import { flagFrom } from '../store/sql';
import type { Tx } from '../store/transaction';

/** Where a lead may stand: a stage with its pipeline. */
interface Place {
  readonly pipeline: Ref;
  readonly stage: Ref;
}

/** What an import points to and does not bring along. */
export interface ImportGround {
  /** The first stage of a state in a pipeline, by `key:state`; `:state` is the default pipeline's. */
  readonly places: ReadonlyMap<string, Place>;
  /** Dropdown values by `type:key`. */
  readonly values: ReadonlyMap<string, ValueChoice>;
}

export const placeKey = (pipeline: string, state: LeadState): string => `${pipeline}:${state}`;

export async function loadImportGround(tx: Tx): Promise<ImportGround> {
  return { places: await loadPlaces(tx), values: await loadValues(tx) };
}

interface PlaceRow {
  pipeline_id: number;
  pipeline_document_id: string;
  pipeline_key: string;
  pipeline_name: string;
  is_default: unknown;
  stage_id: number;
  stage_document_id: string;
  stage_name: string;
  state: LeadState;
}

async function loadPlaces(tx: Tx): Promise<Map<string, Place>> {
  const stage = tx.table('stage');
  const rows = await tx.rows<PlaceRow>({
    sql: `select p.id as pipeline_id, p.document_id as pipeline_document_id, p.${tx.quote('key')} as pipeline_key, p.name as pipeline_name, p.is_default, s.id as stage_id, s.document_id as stage_document_id, s.name as stage_name, s.state from ${tx.quote(tx.table('pipeline').name)} p join ${tx.quote(stage.name)} s on s.${stage.own('pipeline')} = p.id where p.kind = 'lead' order by p.position, s.position, s.id`,
    bindings: [],
  });
  const places = new Map<string, Place>();
  const keepFirst = (key: string, place: Place): void => {
    if (!places.has(key)) places.set(key, place);
  };
  for (const row of rows) {
    const place: Place = {
      pipeline: {
        id: row.pipeline_id,
        documentId: row.pipeline_document_id,
        label: row.pipeline_name,
      },
      stage: { id: row.stage_id, documentId: row.stage_document_id, label: row.stage_name },
    };
    keepFirst(placeKey(row.pipeline_key, row.state), place);
    if (flagFrom(row.is_default)) keepFirst(placeKey('', row.state), place);
  }
  return places;
}

interface ValueRow {
  id: number;
  document_id: string;
  label: string;
  key: string;
  type: string;
  master_type: MasterTypeKey;
}

async function loadValues(tx: Tx): Promise<Map<string, ValueChoice>> {
  const value = tx.table('dropdown-value');
  const key = tx.quote('key');
  const rows = await tx.rows<ValueRow>({
    sql: `select v.id, v.document_id, v.label, v.${key}, t.${key} as type, m.${key} as master_type from ${tx.quote(value.name)} v join ${tx.quote(tx.table('dropdown-type').name)} t on t.id = v.${value.own('dropdownType')} join ${tx.quote(tx.table('master-type').name)} m on m.id = v.${value.own('masterType')}`,
    bindings: [],
  });
  return new Map(
    rows.map((row) => [
      `${row.type}:${row.key}`,
      {
        id: row.id,
        documentId: row.document_id,
        label: row.label,
        masterType: row.master_type,
      },
    ]),
  );
}
