import type { Core } from '@strapi/strapi';
import { describeApi, type Described } from '../../../core/openapi/document';
import type { RecordSchema } from '../../../core/openapi/records';
import { CRM_RECORDS } from '../../../core/role/roles';
import { uidOf } from '../content-types/record';

const documents = new WeakMap<object, object>();

/** The description of the API as this application serves it, with what the host has added. */
export function apiDocument(strapi: Core.Strapi): object {
  const found = documents.get(strapi) ?? describeApi(described(strapi));
  documents.set(strapi, found);
  return found;
}

const described = (strapi: Core.Strapi): Described => ({
  records: Object.fromEntries(
    // Strapi's own type of a schema says less than we read from it.
    CRM_RECORDS.map((record) => [record, strapi.contentType(uidOf(record) as never) as unknown]),
  ) as Record<(typeof CRM_RECORDS)[number], RecordSchema>,
  server: `${strapi.config.get('api.rest.prefix', '/api')}/crm`,
});
