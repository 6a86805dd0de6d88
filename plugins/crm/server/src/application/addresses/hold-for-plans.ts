import type { Change, Plan } from '../../../../core/kernel/plan';
import { isRef, type Value } from '../../../../core/kernel/values';
import { readAttributes, textOf } from '../../store/read';
import type { Tx } from '../../store/transaction';
import type { Request } from '../context';
import { claimAddresses, findClashes, type Wish } from './claim';
import { refusedAsTaken } from './refuse-taken';
import { sharingOf } from './sharing';

/**
 * What plans make of people's addresses: a contact that gets one holds it, one that comes back active must
 * have kept its own (X29, X30), and one that gives its address up frees it.
 *
 * @throws Refused with `email.taken`
 */
export async function holdAddressesOf(
  tx: Tx,
  { strapi, actor }: Request,
  plans: readonly Plan[],
  { preview }: { preview: boolean },
): Promise<void> {
  const changes = plans.flatMap((plan) => plan.changes);
  const wishes = await wishesOf(tx, changes);
  if (wishes.length === 0) return;
  const sharing = sharingOf(strapi, tx);
  const [clash] = preview
    ? await findClashes(tx, 'contact', wishes, sharing, loginsAfter(changes))
    : await claimAddresses(tx, 'contact', wishes, sharing, { logins: loginsAfter(changes) });
  if (clash !== undefined) throw refusedAsTaken(clash.holder, actor);
}

/** X70: a login that changes hands belongs, with its address, to who has it then. */
const loginsAfter = (changes: readonly Change[]): Map<number, number> =>
  new Map(
    changes.flatMap(({ subject, field, after }) =>
      field === 'portalUser' && isRef(after) ? [[after.id, subject.id] as const] : [],
    ),
  );

async function wishesOf(tx: Tx, changes: readonly Change[]): Promise<Wish[]> {
  const ours = changes.filter(({ subject, deed }) => subject.record === 'contact' && !deed);
  const after = (field: string): Map<number, Value> =>
    new Map(
      ours
        .filter((change) => change.field === field)
        .map((change) => [change.subject.id, change.after]),
    );
  const emails = after('email');
  const returning = [...after('active')].flatMap(([id, active]) => (active === true ? [id] : []));
  const unchanged = returning.filter((id) => !emails.has(id));
  const stored = await readAttributes(tx, 'contact', unchanged, ['email']);
  return [
    ...[...emails].map(([id, email]) => ({ id, email: typeof email === 'string' ? email : null })),
    ...unchanged.map((id) => ({ id, email: textOf(stored.get(id)?.['email']) })),
  ];
}
