import type { Core } from '@strapi/strapi';
import type { Tx } from '../../store/transaction';

/** Who works on bulk jobs in this process. */
export interface BulkDriver {
  /** Takes a job on as soon as the transaction is committed. */
  enqueue(tx: Tx, documentId: string): Promise<void>;
  /** Lets the batches that are running end, and begins no others. */
  stop(): Promise<void>;
  /** Why this process does not share its jobs with others on a database that could. */
  readonly alone?: () => Promise<string | null>;
}

const drivers = new WeakMap<Core.Strapi, BulkDriver>();

export const setDriver = (strapi: Core.Strapi, driver: BulkDriver): void =>
  void drivers.set(strapi, driver);

export const findDriver = (strapi: Core.Strapi): BulkDriver | undefined => drivers.get(strapi);

export function driverOf(strapi: Core.Strapi): BulkDriver {
  const driver = findDriver(strapi);
  if (driver === undefined)
    throw new Error('Nobody works on bulk jobs: the plugin has not started.');
  return driver;
}
