import type { GrantKey, Grants, Reach } from '../../../../../core/kernel/actor';
import type { AnyRow } from '../../../api/dictionary-api';

export interface GrantedRole extends AnyRow {
  readonly key: string;
  readonly name: string;
  readonly grants: Grants | null;
}

/** What is about to be changed: by role, by deed. `null` takes a grant away. */
export type Edits = Readonly<Record<string, Readonly<Partial<Record<GrantKey, Reach | null>>>>>;

/** What a deed can be granted for. Closing as lost: on any lead, or as the closing rules say (R15). */
export const reachesOf = (grant: GrantKey): readonly (Reach | null)[] =>
  grant === 'close-lost' ? ['any', null] : ['any', 'own', null];

export const reachOf = (role: GrantedRole, edits: Edits, grant: GrantKey): Reach | null => {
  const said = edits[role.documentId]?.[grant];
  return said === undefined ? (role.grants?.[grant] ?? null) : said;
};

/** One more edit; one that says what is there already is none. */
export function withEdit(
  edits: Edits,
  role: GrantedRole,
  grant: GrantKey,
  reach: Reach | null,
): Edits {
  const { [grant]: _before, ...rest } = edits[role.documentId] ?? {};
  const same = (role.grants?.[grant] ?? null) === reach;
  const ofRole = same ? rest : { ...rest, [grant]: reach };
  const others = withoutRole(edits, role);
  return Object.keys(ofRole).length === 0 ? others : { ...others, [role.documentId]: ofRole };
}

/** The edits of the other roles. */
export function withoutRole(edits: Edits, { documentId }: GrantedRole): Edits {
  const { [documentId]: _role, ...others } = edits;
  return others;
}

/** The grants as they are to be kept. */
export function edited(role: GrantedRole, edits: Edits): Grants {
  const all = { ...role.grants, ...edits[role.documentId] };
  return Object.fromEntries(Object.entries(all).filter(([, reach]) => reach !== null)) as Grants;
}
