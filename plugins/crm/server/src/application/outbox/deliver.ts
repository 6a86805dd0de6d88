import type { Core } from '@strapi/strapi';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextAttempt } from '../../../../core/outbox/delivery';
import {
  claimRows,
  forgetSettled,
  markSending,
  prolong,
  recover,
  release,
  settle,
  UNCLEAR,
  type OutboxRow,
  type Settlement,
} from '../../store/outbox';
import { inTransaction, type Tx } from '../../store/transaction';
import type { OutboxHandler } from './handler';
import { OUTBOX_HANDLERS } from './handlers';

/** How long a worker that says nothing keeps its rows, and how often it says that it is there. */
const LEASE = 60_000;
const PROLONG_EVERY = 20_000;
/** Rows taken at a time, and how many of them go out side by side. */
const CLAIM = 20;
const SIDE_BY_SIDE = 4;
/** Longer than a mail library waits by itself: what takes longer has got lost. */
const TOO_LONG = 11 * 60_000;
const KEPT_FOR = 30 * 24 * 60 * 60_000;

export interface DeliveryOptions {
  readonly handlers?: readonly OutboxHandler[];
  /** The clock, so that tests need not wait for three days. */
  readonly clock?: () => Date;
  /** Ends the round after what is on its way. */
  readonly stopping?: () => boolean;
}

/** How many rows came to what, in one round. */
export type Tally = Record<'delivered' | 'skipped' | 'later' | 'failed' | 'dead', number>;

interface Round {
  readonly strapi: Core.Strapi;
  readonly clock: () => Date;
  readonly stopping: () => boolean;
  readonly tally: Tally;
}

/**
 * Does what is due in the outbox, and answers how it went. Any number of nodes may do so at the same time:
 * each row is leased to one of them. Must be called outside of any transaction. The kinds do not wait for
 * each other: a mail server that hangs holds up no session that is to end.
 */
export async function deliver(
  strapi: Core.Strapi,
  {
    handlers = OUTBOX_HANDLERS,
    clock = () => new Date(),
    stopping = () => false,
  }: DeliveryOptions = {},
): Promise<Tally> {
  const tally: Tally = { delivered: 0, skipped: 0, later: 0, failed: 0, dead: 0 };
  const round: Round = { strapi, clock, stopping, tally };
  const repeatable = handlers.filter((handler) => handler.repeatable).map(({ kind }) => kind);
  await inTransaction(strapi, (tx) => recover(tx, { now: clock(), repeatable }));
  await Promise.all(handlers.map((handler) => deliverKind(round, handler)));
  return tally;
}

/** What was settled a month ago has served its purpose. */
export const tidyOutbox = (strapi: Core.Strapi, now = new Date()): Promise<void> =>
  inTransaction(strapi, (tx) => forgetSettled(tx, new Date(now.getTime() - KEPT_FOR)));

async function deliverKind(round: Round, handler: OutboxHandler): Promise<void> {
  const worker = randomUUID();
  const leased = (): Date => new Date(round.clock().getTime() + LEASE);
  const heartbeat = setInterval(() => {
    // Missing one is no harm; the next one comes before the lease has run out.
    inTransaction(round.strapi, (tx) => prolong(tx, worker, leased())).catch(() => undefined);
  }, PROLONG_EVERY);
  heartbeat.unref();
  try {
    while (!round.stopping()) {
      const rows = await inTransaction(round.strapi, (tx) =>
        claimRows(tx, {
          kind: handler.kind,
          worker,
          now: round.clock(),
          until: leased(),
          limit: CLAIM,
        }),
      );
      if (rows === null) return;
      for (let start = 0; start < rows.length && !round.stopping(); start += SIDE_BY_SIDE) {
        const next = rows.slice(start, start + SIDE_BY_SIDE);
        await Promise.all(next.map((row) => deliverRow(round, handler, worker, row)));
      }
    }
  } finally {
    clearInterval(heartbeat);
    await inTransaction(round.strapi, (tx) => release(tx, worker));
  }
}

async function deliverRow(
  round: Round,
  handler: OutboxHandler,
  worker: string,
  row: OutboxRow,
): Promise<void> {
  const { strapi, clock, tally } = round;
  const come = async (outcome: keyof Tally, settlement: Settlement): Promise<void> => {
    tally[outcome] += 1;
    await write(strapi, (tx) => settle(tx, { id: row.id, worker, now: clock() }, settlement));
  };
  const failed = async (error: unknown): Promise<void> => {
    const attempts = row.attempts + 1;
    const lastError = wordsFor(error);
    const next =
      error instanceof NoAnswer && !handler.repeatable ? null : nextAttempt(attempts, clock());
    strapi.log.warn(
      `CRM outbox: ${row.kind} ${row.documentId} failed (attempt ${attempts}${next === null ? ', given up' : ''}): ${lastError}`,
    );
    await (next === null
      ? come('dead', { status: 'dead', attempts, lastError })
      : come('failed', { status: 'waiting', attempts, nextAttemptAt: next, lastError }));
  };

  try {
    const prepared = await handler.prepare({ strapi, row, now: clock() });
    switch (prepared.outcome) {
      case 'skipped':
        return await come('skipped', { status: 'skipped', lastError: prepared.because });
      case 'later': {
        const { at: nextAttemptAt, because: lastError } = prepared;
        return await come('later', { status: 'waiting', nextAttemptAt, lastError });
      }
      case 'ready':
        if (!(await write(strapi, (tx) => markSending(tx, row.id, worker)))) return;
        await inTime(prepared.send());
    }
  } catch (error) {
    return failed(error);
  }
  await come('delivered', { status: 'delivered' });
}

/** What was sent has to be written down, or it would be taken for unclear: a busy database is asked again. */
async function write<Result>(
  strapi: Core.Strapi,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(strapi, work);
    } catch (error) {
      if (attempt === 3) throw error;
      await sleep(200 * attempt);
    }
  }
}

/** Neither sent nor refused: nobody knows. */
class NoAnswer extends Error {}

async function inTime(sending: Promise<void>): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([
      sending,
      sleep(TOO_LONG, undefined, { ref: false, signal: waiting.signal }).then(() => {
        throw new NoAnswer(UNCLEAR);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}

/** For an administrator, who looks for the reason; no stack, and not without end. */
const wordsFor = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
