import { GUARDED_CONTACT_FIELDS } from '../contact/model';
import { GRANT_KEYS } from '../kernel/actor';
import { GUARDED_LEAD_FIELDS } from '../lead/model';
import { addToMarketingList } from '../lead/actions/add-to-marketing-list';
import type { CrmRecord } from '../role/roles';
import { pascalCase, schemaRef, type JsonSchema } from './json-schema';

/** A content type as Strapi has it; the parts that say what goes in and out. */
export interface RecordSchema {
  readonly info: { readonly pluralName: string; readonly displayName: string };
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
}

interface AttributeSchema {
  readonly type: string;
  readonly required?: boolean;
  readonly private?: boolean;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly regex?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly relation?: string;
  readonly target?: string;
}

/** Every record has these; Strapi keeps them. */
const KEPT_BY_STRAPI: Readonly<Record<string, JsonSchema>> = {
  createdAt: { type: ['string', 'null'], format: 'date-time', readOnly: true },
  updatedAt: { type: ['string', 'null'], format: 'date-time', readOnly: true },
  publishedAt: { type: ['string', 'null'], format: 'date-time', readOnly: true },
};
const NOT_OURS = [
  ...Object.keys(KEPT_BY_STRAPI),
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
];

const GUARDED: Partial<Record<CrmRecord, Readonly<Record<string, string | null>>>> = {
  lead: GUARDED_LEAD_FIELDS,
  contact: GUARDED_CONTACT_FIELDS,
  'marketing-list': { leads: addToMarketingList.key },
};

/** What Strapi knows as JSON and we know better. */
const JSON_FIELDS: Readonly<Record<string, JsonSchema>> = {
  'role.grants': {
    type: ['object', 'null'],
    properties: Object.fromEntries(GRANT_KEYS.map((grant) => [grant, { enum: ['any', 'own'] }])),
  },
};

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  text: { type: 'string' },
  email: { type: 'string', format: 'email' },
  enumeration: { type: 'string' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  float: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
};

const ASSIGNEE_INACTIVE: JsonSchema = {
  type: 'boolean',
  readOnly: true,
  description:
    'Is the member or contact whose task it is inactive (X23)? Only where tasks are read.',
};

type Direction = 'in' | 'out';

/** The schemas of one record: as it is answered, as it is created, as it is changed. */
export function recordSchemas(record: CrmRecord, schema: RecordSchema): Record<string, JsonSchema> {
  const name = pascalCase(record);
  const own = Object.entries(schema.attributes).filter(
    ([attribute, { private: hidden }]) => hidden !== true && !NOT_OURS.includes(attribute),
  );
  const settable = own.filter(([attribute]) => GUARDED[record]?.[attribute] !== null);
  const needed = settable
    .filter(([, { required, default: given }]) => required === true && given === undefined)
    .map(([attribute]) => attribute);
  const input = Object.fromEntries(
    settable.map(([attribute, described]) => [
      attribute,
      { ...attributeSchema(record, attribute, described, 'in'), ...guardNote(record, attribute) },
    ]),
  );
  const computed = record === 'task' ? { assigneeInactive: ASSIGNEE_INACTIVE } : {};
  const readBack = record === 'lead' ? { version: VERSION_READ } : {};
  return {
    [name]: {
      title: schema.info.displayName,
      type: 'object',
      required: ['id', 'documentId'],
      properties: {
        id: { type: 'integer' },
        documentId: { type: 'string' },
        ...Object.fromEntries(
          own.map(([attribute, described]) => [
            attribute,
            attributeSchema(record, attribute, described, 'out'),
          ]),
        ),
        ...computed,
        ...KEPT_BY_STRAPI,
      },
      additionalProperties: false,
    },
    [`${name}Create`]: {
      type: 'object',
      ...(needed.length > 0 ? { required: needed } : {}),
      properties: input,
      additionalProperties: false,
    },
    [`${name}Update`]: {
      type: 'object',
      properties: { ...input, ...readBack },
      additionalProperties: false,
    },
  };
}

/** X33: nobody sets it, but who sends it says which version the change is meant for. */
export const VERSION_READ: JsonSchema = {
  type: 'integer',
  minimum: 1,
  description: 'The version you have read; refused with `lead.changed` when the lead has another.',
};

/** R32: an edit of a guarded field is the action it stands for, by the rules of that action. */
function guardNote(record: CrmRecord, attribute: string): JsonSchema {
  const action = GUARDED[record]?.[attribute];
  return action === undefined || action === null
    ? {}
    : { description: `Guarded: an edit stands for the action \`${action}\`.` };
}

function attributeSchema(
  record: CrmRecord,
  attribute: string,
  described: AttributeSchema,
  direction: Direction,
): JsonSchema {
  if (described.type === 'relation') return relationSchema(described, direction);
  const known = JSON_FIELDS[`${record}.${attribute}`];
  if (known !== undefined) return known;
  const scalar = SCALARS[described.type];
  // JSON, and whatever type a host adds.
  if (scalar === undefined) return {};
  const schema = direction === 'in' ? { ...scalar, ...limits(described) } : scalar;
  const { enum: words } = described;
  const optional = described.required !== true;
  return {
    ...schema,
    ...(optional ? { type: [scalar['type'], 'null'] } : {}),
    ...(words === undefined ? {} : { enum: optional ? [...words, null] : words }),
  };
}

const limits = ({ maxLength, minLength, min, max, regex, default: given }: AttributeSchema) => ({
  ...(maxLength === undefined ? {} : { maxLength }),
  ...(minLength === undefined ? {} : { minLength }),
  ...(min === undefined ? {} : { minimum: min }),
  ...(max === undefined ? {} : { maximum: max }),
  ...(regex === undefined ? {} : { pattern: regex }),
  ...(given === undefined ? {} : { default: given }),
});

const isToMany = ({ relation = '' }: AttributeSchema): boolean => relation.endsWith('ToMany');

function relationSchema(described: AttributeSchema, direction: Direction): JsonSchema {
  if (direction === 'in') {
    if (isToMany(described)) return schemaRef('ToMany');
    return described.required === true ? schemaRef('ToOneNeeded') : schemaRef('ToOne');
  }
  const target = described.target ?? '';
  const answered = target.startsWith('plugin::crm.')
    ? schemaRef(pascalCase(target.slice('plugin::crm.'.length)))
    : schemaRef('Foreign');
  const description = 'Answered where `populate` asks for it.';
  return isToMany(described)
    ? { type: 'array', items: answered, description }
    : { anyOf: [answered, { type: 'null' }], description };
}

const documentId: JsonSchema = { type: 'string', description: 'A documentId.' };
const named: JsonSchema = {
  anyOf: [
    documentId,
    {
      type: 'object',
      required: ['documentId'],
      properties: { documentId },
    },
  ],
};
const list: JsonSchema = { type: 'array', items: named };
const edit = (...ways: readonly string[]): JsonSchema => ({
  type: 'object',
  minProperties: 1,
  properties: Object.fromEntries(ways.map((way) => [way, list])),
  additionalProperties: false,
});

/** How relations are written: by documentId, or in Strapi's long form. */
export const RELATION_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ToOne: { anyOf: [named, { type: 'null' }, edit('set', 'connect', 'disconnect')] },
  ToOneNeeded: { anyOf: [named, edit('set', 'connect')] },
  ToMany: { anyOf: [list, edit('set', 'connect', 'disconnect')] },
  Foreign: {
    description: 'A record of Strapi itself or of another plugin, as far as the caller may see it.',
    type: 'object',
  },
};
