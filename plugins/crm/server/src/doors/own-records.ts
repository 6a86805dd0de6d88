import type { Core } from '@strapi/strapi';
import { isPersonal, seenBy } from '../../../core/role/own-records';
import { CRM_RECORDS } from '../../../core/role/roles';
import { recordOf, uidOf } from '../content-types/record';
import { currentRequest } from './caller';
import { answering } from './http-errors';
import { refuseInactive } from './policies';

const READS: readonly string[] = ['findMany', 'findFirst', 'findOne', 'count'];

const CRM_UIDS: ReadonlySet<string> = new Set(CRM_RECORDS.map(uidOf));

/**
 * Shows of personal records one's own, through the API and the panel alike: both read by documents. In the Content
 * Manager who is inactive reads nothing (R13), as it has no policies of ours.
 */
export function showOwnRecords(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    if (!CRM_UIDS.has(context.uid) || !READS.includes(context.action)) return next();
    const isInForms = strapi.requestContext.get()?.path.startsWith('/content-manager') === true;
    if (isInForms) await answering(() => refuseInactive(strapi));
    const record = recordOf(context.uid);
    if (!isPersonal(record)) return next();
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
