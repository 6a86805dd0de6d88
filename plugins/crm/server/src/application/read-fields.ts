import type { Core } from '@strapi/strapi';
import { findIds } from '../store/lock';
import { readAttributes, type Stored } from '../store/read';
import { inTransaction } from '../store/transaction';

/** Some fields of one record, or `undefined` when there is no such record. */
export const readFields = (
  strapi: Core.Strapi,
  record: string,
  documentId: string,
  fields: readonly string[],
): Promise<Readonly<Record<string, Stored>> | undefined> =>
  inTransaction(strapi, async (tx) => {
    const id = (await findIds(tx, record, [documentId])).get(documentId);
    if (id === undefined) return undefined;
    return (await readAttributes(tx, record, [id], fields)).get(id);
  });
