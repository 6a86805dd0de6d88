import type { AnyRow } from '../../../api/dictionary-api';
import type { NamedRow } from '../../../api/replies';

interface Login {
  readonly id: number;
  readonly documentId?: string;
  readonly email?: string;
}

/** A member as the Content Manager lists one; of roles it tells how many. */
export interface TeamMember extends AnyRow {
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly office: string | null;
  readonly manager: NamedRow | null;
  readonly roles: { readonly count: number };
  readonly adminUser: Login | null;
  readonly apiUser: Login | null;
}
