import { CLOSE_FIELDS, type Settings } from '../../kernel/settings';
import { refuse, type Refusal } from '../../kernel/refusals';

export type CloseField = (typeof CLOSE_FIELDS)[number];

const WORDS: Record<CloseField, string> = {
  notes: 'Notes are needed.',
  contactGroups: 'Choose a contact group.',
  followUpAt: 'A follow-up is needed.',
};

/** L20: what somebody with these roles has to fill in beside the reason; with several roles, all of it. */
export function requiredToClose(roles: readonly string[], { closeLost }: Settings): CloseField[] {
  const asked = new Set(roles.flatMap((role) => closeLost.required[role] ?? []));
  return CLOSE_FIELDS.filter((field) => asked.has(field));
}

/** R21: by every route. White space and an empty list are nothing. */
export function lacksRequired(
  required: readonly CloseField[],
  input: Readonly<Record<string, unknown>>,
): Refusal | null {
  const errors = required
    .filter((field) => isEmpty(input[field]))
    .map((field) => ({ path: [field], message: WORDS[field] }));
  return errors.length === 0 ? null : refuse('input.invalid', { errors });
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
