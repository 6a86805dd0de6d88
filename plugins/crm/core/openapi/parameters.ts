import { LEAD_VIEWS } from '../lead/views';
import type { JsonSchema } from './json-schema';

const deep = (name: string, description: string, properties?: object): JsonSchema => ({
  name,
  in: 'query',
  description,
  style: 'deepObject',
  explode: true,
  schema: { type: 'object', ...(properties === undefined ? {} : { properties }) },
});

const plain = (name: string, description: string, schema: object): JsonSchema => ({
  name,
  in: 'query',
  description,
  schema,
});

/** Parameters that many routes take; each is a component of the document. */
export const PARAMETERS = {
  id: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The documentId.',
    schema: { type: 'string' },
  },
  secret: {
    name: 'secret',
    in: 'path',
    required: true,
    description: 'What only the owner knows.',
    schema: { type: 'string' },
  },
  filters: deep('filters', "Strapi's filters, such as `filters[title][$contains]=lake`."),
  populate: {
    ...deep('populate', 'Relations to answer as well: `populate=owner`, `populate[owner]=true`.'),
    schema: {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'object' }],
    },
  },
  fields: plain('fields', 'Only these fields.', {
    anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
  }),
  sort: plain('sort', 'Such as `createdAt:desc`.', {
    anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
  }),
  pagination: deep('pagination', 'A page, or a piece.', {
    page: { type: 'integer', minimum: 1 },
    pageSize: { type: 'integer', minimum: 1, maximum: 100 },
    start: { type: 'integer', minimum: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 100 },
    withCount: { type: 'boolean' },
  }),
  search: plain('_q', 'Full-text search.', { type: 'string' }),
  preview: plain('preview', 'Plans and answers, and changes nothing.', {
    type: 'boolean',
    default: false,
  }),
  createAnother: plain(
    'createAnother',
    'Makes the contact although it looks like one that is here already.',
    { type: 'boolean', default: false },
  ),
  view: plain(
    'view',
    'A ready-made list. A filter of your own on status, outcome or active replaces the default.',
    { enum: [...LEAD_VIEWS], default: 'open' },
  ),
  cursor: plain(
    'cursor',
    'Goes through the list from the newest on: `start`, then the cursor of the answer before. As quick far down as at the beginning; nothing is counted, and there is no `sort` and no page number.',
    { type: 'string' },
  ),
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key by the same caller gives the first answer again.',
    schema: { type: 'string' },
  },
} as const satisfies Record<string, JsonSchema>;

export type SharedParameter = keyof typeof PARAMETERS;

export const parameterRef = (name: SharedParameter): JsonSchema => ({
  $ref: `#/components/parameters/${name}`,
});
