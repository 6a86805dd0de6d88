import { operationMeta } from '../history/replies';
import { VERSION } from '../kernel/version';
import { CRM_RECORDS, type CrmRecord } from '../role/roles';
import { errorResponses, errorSchemas } from './errors';
import { jsonSchema, type JsonSchema } from './json-schema';
import { PARAMETERS } from './parameters';
import { actionPaths, extraPaths, generatedPaths } from './paths';
import { recordSchemas, RELATION_SCHEMAS, type RecordSchema } from './records';

const LIST_META: JsonSchema = {
  type: 'object',
  required: ['pagination'],
  properties: {
    pagination: {
      anyOf: [
        {
          type: 'object',
          required: ['page', 'pageSize'],
          properties: counts('page', 'pageSize', 'pageCount', 'total'),
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['start', 'limit'],
          properties: counts('start', 'limit', 'total'),
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['pageSize', 'cursor'],
          properties: {
            ...counts('pageSize'),
            cursor: { type: ['string', 'null'], description: 'Where the next page begins.' },
          },
          additionalProperties: false,
        },
      ],
    },
  },
  additionalProperties: false,
};

function counts(...names: readonly string[]): Record<string, JsonSchema> {
  return Object.fromEntries(names.map((name) => [name, { type: 'integer' }]));
}

export interface Described {
  readonly records: Readonly<Record<CrmRecord, RecordSchema>>;
  /** Where the application serves the plugin's content API. */
  readonly server: string;
}

/** The plugin's content API as an OpenAPI 3.1 document: every route, with what it takes and answers. */
export function describeApi({ records, server }: Described): JsonSchema {
  const each = CRM_RECORDS.map((record) => [record, records[record]] as const);
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'strapi-plugin-crm',
      version: VERSION,
      description:
        'Leads, contacts and what belongs to them. A record is named by its documentId; an error carries its code in `error.details.code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    security: [{ bearer: [] }],
    tags: each.map(([record, { info }]) => ({ name: record, description: info.displayName })),
    paths: merged([
      ...each.map(([record, schema]) => generatedPaths(record, schema)),
      actionPaths(),
      extraPaths(),
    ]),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of `POST /api/auth/local`, or an API token.',
        },
      },
      parameters: PARAMETERS,
      responses: errorResponses(),
      schemas: {
        ...Object.fromEntries(
          each.flatMap(([record, schema]) => Object.entries(recordSchemas(record, schema))),
        ),
        ...RELATION_SCHEMAS,
        ListMeta: LIST_META,
        OperationMeta: jsonSchema(operationMeta, 'output'),
        ...errorSchemas(),
      },
    },
  };
}

function merged(all: readonly Record<string, object>[]): Record<string, object> {
  const paths: Record<string, object> = {};
  for (const part of all) {
    for (const [path, methods] of Object.entries(part)) {
      paths[path] = { ...paths[path], ...methods };
    }
  }
  return paths;
}
