import { useAdminUsers } from '@strapi/strapi/admin';
import { useCrmTargetsQuery } from '../../../api/dictionary-api';
import { ChoiceField } from '../../../parts/fields';
import { useWords } from '../../../words';

interface Props {
  readonly field: 'adminUser' | 'apiUser';
  readonly label: string;
  readonly current: { readonly id: number; readonly email?: string } | null;
  /** Nothing said yet, or a user's id, or nobody. */
  readonly chosen: number | null | undefined;
  /** The logins of the other members: one login is one member. */
  readonly taken: readonly number[];
  readonly error: string | undefined;
  readonly onChange: (id: number | null) => void;
}

/** Somebody may have come back from making a login. */
const ANEW = { refetchOnMountOrArgChange: true };

/** Which of Strapi's logins is this member. */
export function LoginField({ field, label, current, chosen, taken, error, onChange }: Props) {
  const words = useWords();
  const { data: users } = useCrmTargetsQuery({ record: 'member', field }, ANEW);
  const value = chosen === undefined ? (current?.id ?? null) : chosen;
  // Of administrators the picker only tells the first name.
  const { data: staff, error: hidden } = useAdminUsers(
    { pageSize: 100 },
    { ...ANEW, skip: field !== 'adminUser' },
  );
  const admins = staff?.users ?? [];
  const addressOf = (id: number) =>
    admins.find((admin) => Number(admin.id) === id)?.email ??
    (id === current?.id ? current.email : undefined);
  const known = (users ?? [])
    .filter(({ id }) => !taken.includes(id))
    .map(({ id, username, firstname, email }) => ({
      value: String(id),
      label: addressOf(id) ?? email ?? username ?? firstname ?? String(id),
    }));
  const options =
    current === null || known.some((option) => option.value === String(current.id))
      ? known
      : [{ value: String(current.id), label: current.email ?? String(current.id) }, ...known];
  const isNoneLeft = users !== undefined && options.length === 0;
  const hint = isNoneLeft
    ? 'crm.team.loginsTaken'
    : hidden === undefined
      ? 'crm.team.loginHint'
      : 'crm.team.loginsHidden';
  return (
    <ChoiceField
      label={label}
      hint={words.say(hint)}
      value={value === null ? '' : String(value)}
      options={options}
      error={error}
      onChange={(id) => onChange(Number(id))}
      onClear={() => onChange(null)}
    />
  );
}
