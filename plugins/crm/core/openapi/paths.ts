import { notificationsMeta } from '../notification/replies';
import type { z } from 'zod';
import { ACTION_DOORS, contactActions, EXTRA_DOORS, leadActions, type ActionDoor } from '..';
import { operationMeta } from '../history/replies';
import { OWN_FIND_ONE, READ_ONLY_RECORDS, type CrmRecord } from '../role/roles';
import type { DoorContract } from './contract';
import { failures } from './errors';
import { jsonSchema, pascalCase, schemaRef, type JsonSchema } from './json-schema';
import { parameterRef, type SharedParameter } from './parameters';
import { VERSION_READ, type RecordSchema } from './records';

type Paths = Record<string, Record<string, JsonSchema>>;

interface Operation {
  readonly id: string;
  readonly record: CrmRecord;
  readonly summary: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly parameters: readonly JsonSchema[];
  readonly body?: JsonSchema;
  readonly bodyNeeded?: boolean;
  /** Media types of the reply beside JSON, or in its place. */
  readonly texts?: readonly string[];
  /** Nobody has to log in. */
  readonly open?: boolean;
  /** By status; an empty reply is `null`. */
  readonly replies: Readonly<Record<number, JsonSchema | null | undefined>>;
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

const operation = (it: Operation): JsonSchema => ({
  operationId: it.id,
  tags: [it.record],
  summary: it.summary,
  parameters: it.parameters,
  ...(it.open === true ? { security: [] } : {}),
  ...(it.body === undefined
    ? {}
    : { requestBody: { required: it.bodyNeeded ?? true, content: json(it.body) } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(it.replies).map(([status, schema]) => [
        status,
        schema === null
          ? { description: 'Done.' }
          : {
              description: 'Done.',
              content: { ...(schema === undefined ? {} : json(schema)), ...textsOf(it) },
            },
      ]),
    ),
    ...failures(it.method),
  },
});

const textsOf = ({ texts = [] }: Operation): JsonSchema =>
  Object.fromEntries(texts.map((media) => [media, { schema: { type: 'string' } }]));

const reply = (data: JsonSchema, meta: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['data', 'meta'],
  properties: { data, meta },
  additionalProperties: false,
});

const NO_META: JsonSchema = { type: 'object', additionalProperties: false };

const LISTING: readonly SharedParameter[] = [
  'filters',
  'populate',
  'fields',
  'sort',
  'pagination',
  'search',
];
const SHOWING: readonly SharedParameter[] = ['populate', 'fields'];

const refs = (...names: readonly SharedParameter[]) => names.map(parameterRef);

const listMeta = (record: CrmRecord): JsonSchema =>
  record === 'notification' ? jsonSchema(notificationsMeta, 'output') : schemaRef('ListMeta');

/** Strapi's generated routes of one record; some can only be read. */
export function generatedPaths(record: CrmRecord, { info }: RecordSchema): Paths {
  const name = pascalCase(record);
  const one = withArticle(info.displayName.toLowerCase());
  const all = info.pluralName.replaceAll('-', ' ');
  const readOnly = READ_ONLY_RECORDS.includes(record);
  const write = (schema: string): JsonSchema => ({
    type: 'object',
    required: ['data'],
    properties: { data: schemaRef(schema) },
  });
  const find = operation({
    id: `list${pascalCase(info.pluralName)}`,
    record,
    summary: `List ${all}`,
    method: 'get',
    parameters: refs(...LISTING, ...(record === 'lead' ? (['view', 'cursor'] as const) : [])),
    replies: {
      200: reply({ type: 'array', items: schemaRef(name) }, listMeta(record)),
    },
  });
  const findOne = operation({
    id: `get${name}`,
    record,
    summary: `Read ${one}`,
    method: 'get',
    parameters: refs('id', ...SHOWING),
    replies: { 200: reply(schemaRef(name), NO_META) },
  });
  const create = operation({
    id: `create${name}`,
    record,
    summary: `Create ${one}`,
    method: 'post',
    parameters: refs(
      ...SHOWING,
      'idempotencyKey',
      ...(record === 'contact' ? (['createAnother'] as const) : []),
    ),
    body: write(`${name}Create`),
    replies: { 201: reply(schemaRef(name), NO_META) },
  });
  const update = operation({
    id: `update${name}`,
    record,
    summary: `Change ${one}`,
    method: 'put',
    parameters: refs('id', ...SHOWING),
    body: write(`${name}Update`),
    replies: { 200: reply(schemaRef(name), NO_META) },
  });
  const remove = operation({
    id: `delete${name}`,
    record,
    summary: `Delete ${one}`,
    method: 'delete',
    parameters: refs('id'),
    replies: { 204: null },
  });
  const listed = { [`/${info.pluralName}`]: { get: find } };
  if (OWN_FIND_ONE.includes(record)) return listed;
  return {
    [`/${info.pluralName}`]: readOnly ? { get: find } : { get: find, post: create },
    [`/${info.pluralName}/{id}`]: readOnly
      ? { get: findOne }
      : { get: findOne, put: update, delete: remove },
  };
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const templated = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** The doors of the actions: input, preview, and the operation in the answer. */
export function actionPaths(): Paths {
  const catalogues = { lead: leadActions, contact: contactActions };
  return gathered(
    ACTION_DOORS.map((door: ActionDoor) => {
      const action = catalogues[door.record].find(door.key);
      if (action === undefined) throw new Error(`There is no action ${door.key}.`);
      return [
        templated(door.path),
        'post',
        operation({
          id: `${door.handler}${pascalCase(door.record)}`,
          record: door.record,
          summary: door.label,
          method: 'post',
          parameters: refs('id', 'preview', 'populate', 'fields', 'idempotencyKey'),
          body: {
            type: 'object',
            properties: {
              data: jsonSchema(action.input, 'input'),
              ...(door.record === 'lead' ? { version: VERSION_READ } : {}),
            },
            additionalProperties: false,
          },
          bodyNeeded: false,
          replies: {
            200: reply(schemaRef(pascalCase(door.record)), metaSchema(operationMeta)),
            // R15: who may only ask leaves a request.
            ...('mayAsk' in action && action.mayAsk
              ? { 202: reply(schemaRef('CloseRequest'), metaSchema(operationMeta)) }
              : {}),
          },
        }),
      ];
    }),
  );
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** The other doors, by the contract that each declares. */
export function extraPaths(): Paths {
  return gathered(
    EXTRA_DOORS.map(({ record, handler, path, label, ...door }) => {
      const method = METHODS[door.method];
      // A door without a contract is told by the test of the catalogues.
      const contract: DoorContract = door.contract ?? ANYTHING;
      return [
        templated(path),
        method,
        operation({
          id: `${handler}Of${pascalCase(record)}`,
          record,
          summary: label,
          method,
          parameters: [
            ...refs(
              ...(path.includes(':id') ? (['id'] as const) : []),
              ...(contract.takes ?? []),
              ...(method === 'post' ? (['idempotencyKey'] as const) : []),
            ),
            ...ownParameters(contract),
          ],
          ...(contract.body === undefined ? {} : { body: jsonSchema(contract.body, 'input') }),
          ...('text' in contract.answers
            ? { texts: [contract.answers.text] }
            : { texts: contract.alsoAs ?? [] }),
          open: 'open' in door && door.open,
          replies: Object.fromEntries(
            (contract.statuses ?? [200]).map((status) => [status, answerOf(contract)]),
          ),
        }),
      ];
    }),
  );
}

const ANYTHING: DoorContract = { answers: { data: [] } };

function ownParameters({ query }: DoorContract): JsonSchema[] {
  if (query === undefined) return [];
  const { properties = {} } = jsonSchema(query, 'input') as {
    properties?: Record<string, { description?: string }>;
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function answerOf({ answers }: DoorContract): JsonSchema | undefined {
  if ('text' in answers) return undefined;
  if ('whole' in answers) return jsonSchema(answers.whole, 'output');
  const { data, meta } = answers;
  return reply(isRecords(data) ? anyOfRecords(data) : jsonSchema(data, 'output'), metaSchema(meta));
}

/** The `meta` of every action is one component, or the document would be twice as long. */
function metaSchema(meta: z.ZodObject | undefined): JsonSchema {
  if (meta === undefined) return NO_META;
  return meta === operationMeta ? schemaRef('OperationMeta') : jsonSchema(meta, 'output');
}

type Answered = Extract<DoorContract['answers'], { data: unknown }>['data'];

const isRecords = (data: Answered): data is readonly CrmRecord[] => Array.isArray(data);

const anyOfRecords = (records: readonly CrmRecord[]): JsonSchema => {
  const [first, ...others] = records.map((record) => schemaRef(pascalCase(record)));
  if (first === undefined) return {};
  return others.length === 0 ? first : { anyOf: [first, ...others] };
};

function gathered(
  operations: readonly (readonly [path: string, method: string, operation: JsonSchema])[],
): Paths {
  const paths: Paths = {};
  for (const [path, method, described] of operations) {
    paths[path] = { ...paths[path], [method]: described };
  }
  return paths;
}
