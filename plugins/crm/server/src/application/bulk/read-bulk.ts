import type { Core } from '@strapi/strapi';
import type { BulkItemStatus } from '../../../../core/bulk/model';
import type { Actor } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import {
  itemsOf,
  loadBulkJob,
  refusalsOf,
  type BulkJobFact,
  type ItemFact,
  type RefusedGroup,
} from '../../facts/bulk-jobs';
import { reading, type Tx } from '../../store/transaction';
import { Refused } from '../refused';

/** Whose jobs are everybody's business. */
const OVERSEERS: readonly string[] = ['crm_admin', 'crm_manager'];

export const oversees = ({ kind, roles }: Actor): boolean =>
  kind === 'system' || roles.some((role) => OVERSEERS.includes(role));

/**
 * A job of one's own; of anybody's for managers and administrators. What is not there for somebody is
 * not there at all.
 *
 * @throws Refused with `record.missing`
 */
export async function findJob(
  tx: Tx,
  actor: Actor,
  documentId: string,
  options: { lock?: boolean } = {},
): Promise<BulkJobFact> {
  const job = await loadBulkJob(tx, { documentId }, options);
  const own = job !== undefined && job.startedById === (actor.member?.id ?? null);
  if (job === undefined || !(own || oversees(actor))) throw new Refused(refuse('record.missing'));
  return job;
}

export interface BulkProgress {
  readonly job: BulkJobFact;
  readonly refusals: readonly RefusedGroup[];
  readonly items: readonly ItemFact[];
  readonly total: number;
}

/** How far a job is, why leads were refused, and a page of its leads. */
export const readProgress = (
  strapi: Core.Strapi,
  actor: Actor,
  query: {
    documentId: string;
    statuses: readonly BulkItemStatus[];
    page: number;
    pageSize: number;
  },
): Promise<BulkProgress> =>
  reading(strapi, async (tx) => {
    const job = await findJob(tx, actor, query.documentId);
    const refusals = await refusalsOf(tx, job.id);
    return { job, refusals, ...(await itemsOf(tx, job.id, query)) };
  });
