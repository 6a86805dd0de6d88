import type { ContactRow, NamedRow } from './replies';

/** What is looked for in a picker of records. */
export interface ChoicesAsked {
  readonly record: string;
  /** What its name contains. */
  readonly search: string;
  readonly filters: object;
}

/** More than these nobody reads through: typing a part of the name finds the rest. */
const CHOICES = 50;

/** People have no name of one piece: each word of what is typed is part of one of these. */
const PERSON_FIELDS = ['firstName', 'lastName', 'email'] as const;

/** The page of records that a picker offers. */
export function choicesOf({ record, search, filters }: ChoicesAsked): object {
  const words = search.split(/\s+/).filter((word) => word !== '');
  if (record !== 'contact') {
    const named = search === '' ? {} : { name: { $containsi: search } };
    return { pageSize: CHOICES, sort: 'name:ASC', filters: { ...filters, ...named } };
  }
  const parts = words.map((word) => ({
    $or: PERSON_FIELDS.map((field) => ({ [field]: { $containsi: word } })),
  }));
  return {
    pageSize: CHOICES,
    sort: 'lastName:ASC',
    // Strapi refuses an empty list of conditions.
    filters: { ...filters, ...(parts.length === 0 ? {} : { $and: parts }) },
  };
}

type PersonRow = Pick<ContactRow, 'documentId' | 'firstName' | 'lastName' | 'erasedAt'> & {
  readonly email?: string | null;
  readonly mergedInto?: object | null;
};

/** What a picker shows. Of people, those who are there to be chosen, told apart by their addresses. */
export const namedRows = (
  record: string,
  rows: readonly (NamedRow | PersonRow)[],
): readonly NamedRow[] =>
  record === 'contact'
    ? (rows as readonly PersonRow[])
        .filter(({ erasedAt, mergedInto }) => erasedAt == null && mergedInto == null)
        .map(personRow)
    : (rows as readonly NamedRow[]);

function personRow({ documentId, firstName, lastName, email }: PersonRow): NamedRow {
  const name = [firstName, lastName].filter((part) => part != null && part !== '').join(' ');
  return { documentId, name: email == null || email === '' ? name : `${name} (${email})` };
}
