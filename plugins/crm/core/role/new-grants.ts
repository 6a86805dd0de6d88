import { GRANT_KEYS, type GrantKey, type Grants } from '../kernel/actor';

/** What roles could be granted before anybody remembered it: a database without a memory knows these. */
export const FIRST_GRANTS: readonly string[] = [
  'assign',
  'reassign',
  'qualify',
  'disqualify',
  'change-stage',
  'close-lost',
  'close-won',
  'mark-sold',
  'reopen',
  'activate',
  'deactivate',
  'add-to-marketing-list',
  'edit',
];

/** The deeds that a new version brings. */
export const newGrants = (known: readonly string[]): GrantKey[] =>
  GRANT_KEYS.filter((key) => !known.includes(key));

/** A stored role with its defaults for what is new; what it has, or has lost, of the rest stays so. */
export const withNewGrants = (
  stored: Grants,
  defaults: Grants,
  fresh: readonly GrantKey[],
): Grants => ({
  ...Object.fromEntries(
    fresh.flatMap((key) => (defaults[key] === undefined ? [] : [[key, defaults[key]]])),
  ),
  ...stored,
});
