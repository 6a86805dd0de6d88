import type { Core } from '@strapi/strapi';
import { refuse } from '../../../core/kernel/refusals';
import { findIds } from '../store/lock';
import { reading } from '../store/transaction';
import { Refused } from './refused';

export { newDocumentIds } from '../store/write';

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

/** The row ids behind documentIds, in their order. */
export const findRows = (
  strapi: Core.Strapi,
  record: string,
  documentIds: readonly string[],
): Promise<number[]> =>
  reading(strapi, async (tx) => {
    const ids = await findIds(tx, record, documentIds);
    return documentIds.flatMap((documentId) => ids.get(documentId) ?? []);
  });
