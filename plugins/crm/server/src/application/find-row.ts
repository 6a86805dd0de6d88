import type { Core } from '@strapi/strapi';
import { refuse } from '../../../core/kernel/refusals';
import { findIds } from '../store/lock';
import { reading } from '../store/transaction';
import { Refused } from './refused';

/**
 * The row id behind a documentId.
 *
 * @throws Refused with `record.missing`
 */
export async function findRow(
  strapi: Core.Strapi,
  record: string,
  documentId: string,
): Promise<number> {
  const ids = await reading(strapi, (tx) => findIds(tx, record, [documentId]));
  const id = ids.get(documentId);
  if (id === undefined) throw new Refused(refuse('record.missing'));
  return id;
}
