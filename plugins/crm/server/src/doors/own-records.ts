import type { Core } from '@strapi/strapi';
import { isPersonal, seenBy } from '../../../core/role/own-records';
import { recordOf } from '../content-types/record';
import { currentRequest } from './caller';
import { answering } from './http-errors';

const READS: readonly string[] = ['findMany', 'findFirst', 'findOne', 'count'];

/** Shows of personal records one's own, through the API and the panel alike: both read by documents. */
export function showOwnRecords(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const record = recordOf(context.uid);
    if (!isPersonal(record) || !READS.includes(context.action)) return next();
    const { actor } = await answering(() => currentRequest(strapi));
    const seen = seenBy(record, actor);
    if (seen !== null) {
      // Every read takes filters; the union of their parameters does not say so.
      const params = context.params as { filters?: unknown };
      params.filters = { $and: [params.filters ?? {}, seen] };
    }
    return next();
  });
}
