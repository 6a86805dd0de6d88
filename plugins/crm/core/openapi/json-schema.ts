import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A shape as JSON Schema: what is taken (`input`), or what is answered (`output`). */
export function jsonSchema(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return schema;
}

export const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** `lead-contact` → `LeadContact`. */
export const pascalCase = (key: string): string =>
  key.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
