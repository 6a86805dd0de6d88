import type { Core } from '@strapi/strapi';
import type { Delivery } from '../../../../core/outbox/delivery';
import type { OutboxRow } from '../../store/outbox';

/** A row whose turn it is. */
export interface Turn {
  readonly strapi: Core.Strapi;
  readonly row: OutboxRow;
  readonly now: Date;
}

/** Ready to go: what follows is out of our hands. */
interface Ready {
  readonly outcome: 'ready';
  send(): Promise<void>;
}

export type Prepared = Ready | Exclude<Delivery, { outcome: 'delivered' }>;

/**
 * What is done with the rows of one kind, after the commit and outside of any transaction. `prepare` looks
 * at how things are now (who is still there, which address holds today) and may be repeated at will; only
 * `send` reaches the world outside. Either may throw: then it is tried again, later and later, for three
 * days.
 */
export interface OutboxHandler {
  readonly kind: string;
  /**
   * May it be done twice without harm? Then a row whose server died in the middle of it is done again;
   * else it waits for an administrator, as nobody knows whether it went out.
   */
  readonly repeatable: boolean;
  prepare(turn: Turn): Promise<Prepared>;
}
