import { contentTypes } from '.';

export interface KeyedRelation {
  readonly record: string;
  readonly attribute: string;
  readonly target: string;
}

/** Every relation that has a key column beside its link table, read off the schemas. */
export const KEYED_RELATIONS: readonly KeyedRelation[] = Object.entries(contentTypes).flatMap(
  ([record, { schema }]) => {
    const attributes = schema.attributes as Readonly<Record<string, { target?: string }>>;
    return Object.entries(attributes).flatMap(([attribute, { target }]) =>
      target !== undefined && `${attribute}Key` in attributes
        ? [{ record, attribute, target }]
        : [],
    );
  },
);
