import type { Core } from '@strapi/strapi';
import { uidOf } from '../../content-types/record';
import type { Guard, Write } from '../../application/guards/guard';
import type { WrittenData } from '../../application/guards/written';
import { findRows, newDocumentIds } from '../../application/find-row';
import { removeRows } from '../../application/remove-rows';
import { inTransaction } from '../../application/transaction';
import { currentRequest } from '../caller';
import { takeForm } from '../content-manager-forms';
import { answering } from '../http-errors';

interface Event {
  params: {
    where?: unknown;
    data?: WrittenData | WrittenData[];
    select?: unknown;
    populate?: unknown;
  };
  result?: { id?: number } | null;
  state: { remembered?: readonly unknown[] | void };
}

/**
 * Puts a guard before every write of its record. Lifecycles see all doors: generated REST, Content
 * Manager, Document Service, GraphQL and `db.query`, single and many (R32). Raw SQL and imports they do
 * not see; `npm run verify` finds what came that way.
 */
export function subscribe(strapi: Core.Strapi, guard: Guard): void {
  const uid = guard.record.includes('::') ? guard.record : uidOf(guard.record);
  const guarded = <Result>(work: (write: Write) => Promise<Result>): Promise<Result> =>
    answering(() =>
      inTransaction(strapi, (tx) =>
        work({ tx, request: () => currentRequest(strapi), form: () => takeForm(strapi, uid) }),
      ),
    );

  const create = async (event: Event): Promise<void> => {
    if (guard.creating === undefined) return;
    const rows = [event.params.data ?? {}].flat();
    if (Array.isArray(event.params.data)) {
      // MySQL answers one id for many rows: their own documentIds find them again.
      const documentIds = newDocumentIds(rows.length);
      for (const [index, row] of rows.entries()) row['documentId'] ??= documentIds[index];
    }
    event.state.remembered = await guarded(async (write) => guard.creating?.(write, rows));
  };
  const created = async (event: Event): Promise<void> => {
    if (guard.created === undefined) return;
    const ids = await createdIds(strapi, guard.record, event);
    await orTakenBack(strapi, guard.record, ids, () =>
      guarded(async (write) =>
        guard.created?.(
          write,
          ids.map((id, index) => ({ id, remembered: event.state.remembered?.[index] })),
        ),
      ),
    );
    await showAsItIs(strapi, uid, event);
  };
  const update = async (event: Event): Promise<void> => {
    const { data } = event.params;
    if (guard.updating === undefined || data === undefined || Array.isArray(data)) return;
    if (guard.only?.every((field) => !(field in data)) === true) return;
    const ids = await idsOf(strapi, uid, event.params.where);
    await guarded(async (write) => guard.updating?.(write, ids, data));
  };
  const remove = async (event: Event): Promise<void> => {
    if (guard.deleting === undefined) return;
    const ids = await idsOf(strapi, uid, event.params.where);
    await guarded(async (write) => guard.deleting?.(write, ids));
  };

  const hooks = {
    beforeCreate: create,
    beforeCreateMany: create,
    afterCreate: created,
    afterCreateMany: created,
    beforeUpdate: update,
    beforeUpdateMany: async (event: Event) => {
      await update(event);
      // Nothing may be left once the action is done; Strapi refuses an update without data.
      if (!Array.isArray(event.params.data)) {
        event.params.data = { ...event.params.data, updatedAt: new Date() };
      }
    },
    beforeDelete: remove,
    beforeDeleteMany: remove,
  };
  // Strapi's subscriber type knows the events only as `any`.
  strapi.db.lifecycles.subscribe({ models: [uid], ...hooks });
}

async function createdIds(strapi: Core.Strapi, record: string, event: Event): Promise<number[]> {
  const { data } = event.params;
  if (!Array.isArray(data)) return event.result?.id === undefined ? [] : [event.result.id];
  return findRows(
    strapi,
    record,
    data.map((row) => String(row['documentId'])),
  );
}

/** A create answers with the row as it was inserted; what its action made of it belongs into the answer. */
async function showAsItIs(strapi: Core.Strapi, uid: string, event: Event): Promise<void> {
  const id = event.result?.id;
  if (event.result == null || id === undefined) return;
  const { select, populate } = event.params;
  const fresh = await strapi.db.query(uid).findOne({ where: { id }, select, populate });
  Object.assign(event.result, fresh);
}

async function idsOf(strapi: Core.Strapi, uid: string, where: unknown): Promise<number[]> {
  const rows = (await strapi.db
    .query(uid)
    .findMany({ where: (where ?? {}) as never, select: ['id'] as never })) as { id: number }[];
  return rows.map(({ id }) => id);
}

/** `db.query().create()` opens no transaction: what is refused after the insert takes the row back itself. */
async function orTakenBack(
  strapi: Core.Strapi,
  record: string,
  ids: readonly number[],
  work: () => Promise<void>,
): Promise<void> {
  const rollsBack = strapi.db.inTransaction();
  try {
    await work();
  } catch (error) {
    if (!rollsBack) await removeRows(strapi, record, ids);
    throw error;
  }
}
