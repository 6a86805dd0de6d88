import {
  COUNTED,
  showsOpenOnly,
  type BoardKind,
  type BoardState,
  type LeadCard,
  type OpportunityCard,
} from '../../../core/pipeline/board';
import { flagFrom, instantFrom, toBinding, type Binding, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import { FACES, joinTo, type CardRow } from './cards';

interface StageFact {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly state: BoardState;
  readonly position: number;
  readonly colour: string | null;
  readonly visible: boolean;
}

export interface PipelineFact {
  readonly documentId: string;
  readonly name: string;
  readonly kind: BoardKind;
  readonly stages: readonly StageFact[];
}

interface PipelineRow {
  pipeline_document_id: string;
  pipeline_name: string;
  kind: BoardKind | null;
  id: number | null;
  document_id: string;
  name: string | null;
  state: BoardState;
  position: number | null;
  colour: string | null;
  visible: unknown;
}

/** A pipeline with its stages in order, or `undefined`. */
export async function loadPipeline(tx: Tx, documentId: string): Promise<PipelineFact | undefined> {
  const stage = tx.table('stage');
  const rows = await tx.rows<PipelineRow>({
    sql: `select p.document_id as pipeline_document_id, p.name as pipeline_name, p.kind, s.id, s.document_id, s.name, s.state, s.position, s.colour, s.visible from ${tx.quote(tx.table('pipeline').name)} p left join ${tx.quote(stage.name)} s on s.${stage.own('pipeline')} = p.id where p.document_id = ? order by s.position, s.id`,
    bindings: [documentId],
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    documentId: first.pipeline_document_id,
    name: first.pipeline_name,
    kind: first.kind ?? 'lead',
    stages: rows.flatMap(({ id, ...row }) =>
      id === null
        ? []
        : {
            id,
            documentId: row.document_id,
            name: row.name ?? '',
            state: row.state,
            position: row.position ?? 0,
            colour: row.colour,
            visible: flagFrom(row.visible),
          },
    ),
  };
}

/** Where the cards of a stage go on: after the card of this instant and id. */
export interface Position {
  readonly at: string;
  readonly id: number;
}

export interface BoardOrder {
  readonly kind: BoardKind;
  readonly stages: readonly Pick<StageFact, 'id' | 'state'>[];
  /** The ids that the caller's filters leave over; `null` for all. */
  readonly asked: Sql | null;
}

export interface Tally {
  readonly count: number;
  /** What they are worth; `null` where there are more than are counted. */
  readonly sum: number | null;
  readonly hasMore: boolean;
}

/**
 * What stands in each of these stages: how many, and what they are worth. One statement; each stage is walked
 * as far as it is counted, so that a board of a million leads costs no more than one of thousands.
 */
export async function countCards(tx: Tx, order: BoardOrder): Promise<Map<number, Tally>> {
  if (order.stages.length === 0) return new Map();
  const amount = tx.table(order.kind).own(FACES[order.kind].amount);
  const asked = amongAsked(order.asked);
  const walks = order.stages.map((stage, index): Sql => {
    const walk = walkOf(tx, order.kind, stage, { after: null, asked, limit: COUNTED + 1 });
    return {
      sql: `select ${index} as place, count(*) as found, sum(w${index}.amount) as worth from (${walk.select(`l.${amount} as amount`)}) w${index}`,
      bindings: walk.bindings,
    };
  });
  const rows = await tx.rows<{ place: number; found: number | string; worth: unknown }>({
    sql: `${asked.before.sql} ${walks.map(({ sql }) => sql).join(' union all ')}`,
    bindings: [...asked.before.bindings, ...walks.flatMap(({ bindings }) => bindings)],
  });
  return new Map(
    rows.flatMap(({ place, found, worth }) => {
      const stage = order.stages[place];
      return stage === undefined ? [] : [[stage.id, tallyOf(Number(found), worth)] as const];
    }),
  );
}

const tallyOf = (found: number, worth: unknown): Tally =>
  found > COUNTED
    ? { count: COUNTED, sum: null, hasMore: true }
    : { count: found, sum: Number(worth ?? 0), hasMore: false };

export interface PlacedCard {
  readonly stageId: number;
  readonly position: Position;
  readonly card: LeadCard | OpportunityCard;
}

/**
 * The first cards of each stage, newest first, in one statement: a short walk along the index of each
 * stage. Beginning after `after` when there is one.
 */
export async function loadCards(
  tx: Tx,
  { limit, after, ...order }: BoardOrder & { limit: number; after: Position | null },
): Promise<PlacedCard[]> {
  if (order.stages.length === 0) return [];
  const { table, key } = placeOf(tx, order.kind);
  const asked = amongAsked(order.asked);
  const walks = order.stages.map((stage, index): Sql => {
    const walk = walkOf(tx, order.kind, stage, { after, asked, limit });
    return {
      sql: `select * from (${walk.select(`l.id, l.created_at, l.${key} as stage`)}) w${index}`,
      bindings: walk.bindings,
    };
  });
  const face = FACES[order.kind];
  const record = tx.table(order.kind);
  const columns = face.columns.map((name) => `l.${record.own(name)} as ${tx.quote(name)}`);
  const rows = await tx.rows<CardRow>({
    sql: `${asked.before.sql} select c.id, c.stage, c.created_at, l.document_id, l.${record.own(face.amount)} as amount, ${columns.join(', ')}, p.document_id as person_document_id, p.name as person_name, p.active as person_active, o.document_id as company_document_id, o.name as company_name from (${walks.map(({ sql }) => sql).join(' union all ')}) c join ${table} l on l.id = c.id ${joinTo(tx, order.kind, face.person, 'member', 'p')} ${joinTo(tx, order.kind, 'company', 'company', 'o')} order by c.created_at desc, c.id desc`,
    bindings: [...asked.before.bindings, ...walks.flatMap(({ bindings }) => bindings)],
  });
  return rows.map((row) => ({
    stageId: row.stage,
    position: { at: instantFrom(row.created_at) ?? '', id: row.id },
    card: face.card(row),
  }));
}

const placeOf = (tx: Tx, kind: BoardKind) => ({
  table: tx.quote(tx.table(kind).name),
  key: tx.table(kind).own('stage'),
});

interface Walk {
  select(columns: string): string;
  readonly bindings: readonly Binding[];
}

/**
 * The cards of one stage, newest first, along the index of the stage. Active leads only, and closed ones only
 * where the stage is a final one (E2); opportunities are all shown.
 */
function walkOf(
  tx: Tx,
  kind: BoardKind,
  { id, state }: BoardOrder['stages'][number],
  { after, asked, limit }: { after: Position | null; asked: { among: string }; limit: number },
): Walk {
  const { table, key } = placeOf(tx, kind);
  const onwards = beyond(tx, after);
  const active: Sql =
    kind === 'lead'
      ? { sql: ' and l.active = ?', bindings: [toBinding(tx.dialect, 'boolean', true)] }
      : { sql: '', bindings: [] };
  // A bare comparison of the status would tempt a planner to the index of the status.
  const open = showsOpenOnly(kind, state) ? " and coalesce(l.status, 'open') <> 'closed'" : '';
  return {
    select: (columns) =>
      `select ${columns} from ${table} l where l.${key} = ?${active.sql}${open}${onwards.sql}${asked.among} order by l.created_at desc, l.id desc limit ?`,
    bindings: [id, ...active.bindings, ...onwards.bindings, limit],
  };
}

function beyond(tx: Tx, after: Position | null): Sql {
  if (after === null) return { sql: '', bindings: [] };
  const at: Binding = toBinding(tx.dialect, 'datetime', after.at);
  // Not a comparison of rows: MySQL would not walk the index for it.
  return {
    sql: ' and l.created_at <= ? and (l.created_at < ? or l.id < ?)',
    bindings: [at, at, after.id],
  };
}

/** The filter once, however many walks look into it. */
const amongAsked = (asked: Sql | null): { before: Sql; among: string } =>
  asked === null
    ? { before: { sql: '', bindings: [] }, among: '' }
    : {
        before: { sql: `with asked as (${asked.sql})`, bindings: asked.bindings },
        among: ' and l.id in (select id from asked)',
      };
