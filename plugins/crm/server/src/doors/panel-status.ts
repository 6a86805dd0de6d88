import type { Core } from '@strapi/strapi';
import { refuse } from '../../../core/kernel/refusals';
import { LEAD_STATUSES } from '../../../core/lead/model';
import { readFields } from '../application/read-fields';
import { uidOf } from '../content-types/record';
import { httpError } from './http-errors';

const FORM = new RegExp(`^/content-manager/collection-types/${uidOf('lead')}(?:/([a-z0-9]+))?$`);

const isLeadStatus = (value: unknown): boolean =>
  (LEAD_STATUSES as readonly unknown[]).includes(value);

/**
 * The Content Manager takes `status` in a saved form for "draft" or "published", and a lead's own status
 * for a mistake. Here it is read as the lead's: left alone when it is what the lead has, refused as the
 * guarded field it is when it is not.
 */
export function readLeadStatusInForms(strapi: Core.Strapi): void {
  strapi.server.use(async (ctx, next) => {
    const form = FORM.exec(ctx.path);
    const body = ctx.request.body as Record<string, unknown> | undefined;
    if (form === null || body === undefined || !isLeadStatus(body['status'])) return next();
    const documentId = form[1];
    const current =
      documentId === undefined
        ? { status: 'open' }
        : await readFields(strapi, 'lead', documentId, ['status', 'version']);
    if (typeof body['version'] === 'number' && body['version'] !== current?.['version']) {
      throw httpError(refuse('lead.changed'));
    }
    if (body['status'] !== current?.['status']) {
      throw httpError(refuse('field.guarded', { field: 'status', action: 'score' }));
    }
    delete body['status'];
    return next();
  });
}
