import { REFUSAL_CODES, REFUSALS } from '../kernel/refusals';
import { schemaRef, type JsonSchema } from './json-schema';

/** What Strapi says on its own, without a code of ours. */
const STRAPI_SAYS: Readonly<Record<number, string>> = {
  400: 'The request is not what it should be.',
  401: 'The credentials are missing or wrong.',
  403: 'The caller may not do this.',
  404: 'There is no such record or route.',
  405: 'Not with this method.',
  409: 'What stands in the way is not in the request, but in the data.',
  413: 'The body is too large.',
  503: 'Others were writing at the same moment. Nothing has been changed; try again.',
};

const codesOf = (status: number): string[] =>
  REFUSAL_CODES.filter((code) => REFUSALS[code].status === status);

/** Strapi's error envelope; with our code in `details` where a rule said no. */
const envelope = (status: number): JsonSchema => {
  const codes = codesOf(status);
  return {
    type: 'object',
    required: ['data', 'error'],
    properties: {
      data: { type: 'null' },
      error: {
        type: 'object',
        required: ['status', 'name', 'message'],
        properties: {
          status: { const: status },
          name: { type: 'string' },
          message: { type: 'string', description: 'A sentence for people: what to do next.' },
          details: {
            type: 'object',
            properties: {
              // Where Strapi itself refuses, there is no code at all.
              code: codes.length > 0 ? { enum: codes } : false,
              ...(status === 400
                ? { errors: { type: 'array', items: schemaRef('InputError') } }
                : {}),
            },
          },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
};

const INPUT_ERROR: JsonSchema = {
  type: 'object',
  required: ['path', 'message'],
  properties: {
    path: { type: 'array', items: { type: ['string', 'integer'] } },
    message: { type: 'string' },
    name: { type: 'string' },
  },
};

const STATUSES = Object.keys(STRAPI_SAYS).map(Number);

export const errorSchemas = (): Record<string, JsonSchema> => ({
  InputError: INPUT_ERROR,
  ...Object.fromEntries(STATUSES.map((status) => [`Error${status}`, envelope(status)])),
});

const describe = (status: number): string =>
  [STRAPI_SAYS[status], ...codesOf(status).map((code) => `- \`${code}\``)].join('\n');

export const errorResponses = (): Record<string, JsonSchema> =>
  Object.fromEntries(
    STATUSES.map((status) => [
      `Error${status}`,
      {
        description: describe(status),
        content: { 'application/json': { schema: schemaRef(`Error${status}`) } },
      },
    ]),
  );

/** The ways in which any route can fail, and those in which only a write can. */
const READING = [400, 401, 403, 404];
const WRITING = [...READING, 405, 409, 413, 503];

export const failures = (method: string): Record<string, JsonSchema> =>
  Object.fromEntries(
    (method === 'get' ? READING : WRITING).map((status) => [
      String(status),
      { $ref: `#/components/responses/Error${status}` },
    ]),
  );
