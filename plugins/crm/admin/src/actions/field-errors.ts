import type { Field } from './read-fields';

/** What the server found wrong, by the path of the field: `opportunity.city`. */
export type FieldErrors = Readonly<Record<string, string>>;

interface Failure {
  readonly message?: string;
  readonly details?: {
    readonly field?: unknown;
    readonly errors?: readonly { readonly path: readonly unknown[]; readonly message: string }[];
  };
}

/** Most refusals of an input name its fields, some name one: then the sentence is about it. */
export function fieldErrors(failure: unknown): FieldErrors {
  const { message = '', details = {} } = (failure ?? {}) as Failure;
  if (typeof details.field === 'string') return { [details.field]: message };
  return Object.fromEntries(
    (details.errors ?? []).map((error) => [error.path.join('.'), error.message]),
  );
}

/** Is each of the errors about a field that is drawn, so that it is read there? */
export const allShown = (fields: readonly Field[], errors: FieldErrors): boolean => {
  const paths = Object.keys(errors);
  const drawn = new Set(pathsOf(fields, ''));
  return paths.length > 0 && paths.every((path) => drawn.has(path));
};

const pathsOf = (fields: readonly Field[], prefix: string): string[] =>
  fields.flatMap((field) => [
    `${prefix}${field.name}`,
    ...(field.kind === 'group' ? pathsOf(field.fields, `${prefix}${field.name}.`) : []),
  ]);

/** The errors of what is inside a group, by their paths in it. */
export function errorsIn(errors: FieldErrors, group: string): FieldErrors {
  const prefix = `${group}.`;
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), message]] : [],
    ),
  );
}

/** The errors of these fields, and of what is inside them. */
export const toldIn = (errors: FieldErrors, fields: readonly string[]): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors).filter(([path]) =>
      fields.some((field) => path === field || path.startsWith(`${field}.`)),
    ),
  );
