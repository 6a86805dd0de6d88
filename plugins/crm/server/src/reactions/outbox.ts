import { addToOutbox, type OutboxEntry } from '../store/outbox';
import type { Tx } from '../store/transaction';

export type { OutboxEntry } from '../store/outbox';

const listeners = new WeakMap<object, () => void>();

/**
 * Puts down what is to be done once this transaction is committed: a mail, a session to end. Rolled back,
 * it is not done; committed, it is done or stands in the outbox as dead (I27). A key that has been put down
 * before is not put down again.
 */
export async function enqueue(tx: Tx, entries: readonly OutboxEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  await addToOutbox(tx, entries, now);
  // Only a hint, so that nobody waits for the next round of the clock.
  tx.afterCommit(() => listeners.get(tx.database)?.());
}

/** Calls this whenever something new has been committed; one listener for each application. */
export function onEnqueued(database: object, listener: () => void): void {
  listeners.set(database, listener);
}
