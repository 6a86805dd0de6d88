import { contactActions } from '../../../../core/contact/actions';
import { GUARDED_CONTACT_FIELDS, type GuardedContactField } from '../../../../core/contact/model';
import { mayDo } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import { Refused } from '../refused';
import { runContactAction } from '../run-contact-action';
import { mergedIntoThese } from '../../facts/people';
import { lockRows } from '../../store/lock';
import { readAttributes, type Stored } from '../../store/read';
import { idsIn, toBinding } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { releaseAddresses } from '../addresses/claim';
import { beginContacts } from '../contacts/begin-contacts';
import { refuseMergedAmong } from '../contacts/refuse-merged';
import { keepContactKeys, keysFrom, touchesKeys } from '../contacts/keep-keys';
import { judgeDeletion } from '../contacts/judge-deletion';
import { leaveForGood } from '../contacts/leave-for-good';
import { groupAlike } from './alike';
import { readAllWritten, readWritten, unchanged, type WrittenRow } from './compare';
import type { Request } from '../context';
import type { Guard } from './guard';

/** The fields that together say how a contact is inactive; they go into the action as its input. */
const INPUTS = ['active', 'inactiveReason', 'inactiveUntil', 'deceased'] as const;

const isGuarded = (name: string): name is GuardedContactField => name in GUARDED_CONTACT_FIELDS;
const isInput = (name: string): boolean => (INPUTS as readonly string[]).includes(name);

/** Made of what is written, and of nothing that a caller says. */
const KEYS = ['nameKey', 'phoneKey'] as const;

/** What a new contact starts with; writing just that is no edit. */
const BEGINNINGS: Readonly<Record<string, Stored>> = { active: true, deceased: false };

/** R32 for contacts: `active` is an action, with the reason and the date that came with it (R11). */
export const contactGuard: Guard = {
  record: 'contact',

  async creating({ tx, request }, rows) {
    const { actor } = await request();
    const refusal = mayDo(actor, 'edit', null);
    if (refusal !== null) throw new Refused(refusal);
    for (const data of rows) Object.assign(data, keysFrom(data));
    return (await readAllWritten(tx, 'contact', rows)).map((row) =>
      takeWanted(row, (name, value) => unchanged(BEGINNINGS[name] ?? null, value)),
    );
  },

  async created({ tx, request }, made) {
    const { actor, door, now } = await request();
    const deed = { action: 'create', actor, door, input: {}, now };
    await beginContacts(
      tx,
      deed,
      made.map(({ id }) => id),
    );
    for (const { ids, wanted } of groupAlike(made)) await actOn(await request(), ids, wanted);
  },

  async updating({ tx, request }, ids, data) {
    for (const key of KEYS) delete data[key];
    const written = await readWritten(tx, 'contact', data);
    if (written.size === 0) return;
    await lockRows(tx, 'contact', ids);
    const rows = await readAttributes(tx, 'contact', ids, [
      ...new Set([...written.keys(), 'erasedAt', 'mergedInto']),
    ]);
    const same = (name: string, value: Stored): boolean =>
      [...rows.values()].every((stored) => unchanged(stored[name], value));
    if ([...written].some(([name, value]) => !isGuarded(name) && !same(name, value))) {
      if ([...rows.values()].some(({ erasedAt }) => erasedAt !== null)) {
        throw new Refused(refuse('contact.erased'));
      }
      await refuseMergedAmong(tx, ids);
      const { actor } = await request();
      const refusal = mayDo(actor, 'edit', null);
      if (refusal !== null) throw new Refused(refusal);
    }
    const wanted = takeWanted({ data, written }, same);
    if (touchesKeys(written.keys())) {
      await keepContactKeys(tx, ids, (await request()).now, written);
    }
    await actOn(await request(), ids, wanted);
  },

  async deleting({ tx, request }, ids) {
    await lockRows(tx, 'contact', ids);
    const asked = await request();
    const refusal = await judgeDeletion(tx, ids, asked.actor);
    if (refusal !== null) throw new Refused(refusal);
    // X70: with a contact goes who was merged into it.
    const merged = await mergedIntoThese(tx, ids);
    await endLinksOf(tx, [...ids, ...merged]);
    await leaveForGood(tx, asked, [...ids, ...merged]);
    await removeContacts(
      tx,
      merged.filter((id) => !ids.includes(id)),
    );
  },
};

/** Takes the guarded fields out of the data; answers those that change something, refuses what has no action. */
function takeWanted(
  { data, written }: WrittenRow,
  same: (name: string, value: Stored) => boolean,
): Map<string, Stored> {
  const wanted = new Map<string, Stored>();
  for (const [name, value] of written) {
    if (!isGuarded(name)) continue;
    if (!same(name, value)) {
      if (!isInput(name)) {
        const action = GUARDED_CONTACT_FIELDS[name];
        throw new Refused(refuse('field.guarded', { field: name, action }));
      }
      wanted.set(name, value);
    }
    delete data[name];
    delete data[`${name}Key`];
  }
  return wanted;
}

async function actOn(
  request: Request,
  ids: readonly number[],
  wanted: ReadonlyMap<string, Stored>,
): Promise<void> {
  if (wanted.size === 0) return;
  const activates = wanted.get('active') === true || wanted.get('deceased') === false;
  const action = contactActions.find(activates ? 'activate' : 'deactivate');
  if (action === undefined) return;
  await runContactAction(request, {
    action,
    ids,
    input: activates ? {} : deactivationInput(wanted),
  });
}

function deactivationInput(wanted: ReadonlyMap<string, Stored>): Record<string, unknown> {
  const reason = wanted.get('deceased') === true ? 'deceased' : wanted.get('inactiveReason');
  const until = wanted.get('inactiveUntil');
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(until === undefined ? {} : { until }),
  };
}

/** A link outlives its contact (X9), but as an ended one: it must not hold the place of a primary. */
async function endLinksOf(tx: Tx, ids: readonly number[]): Promise<void> {
  const links = tx.table('lead-contact');
  const these = idsIn(tx.dialect, links.own('contact'), ids);
  const no = toBinding(tx.dialect, 'boolean', false);
  const [active, individual, contact] = ['active', 'primaryIndividual', 'primaryContact'].map(
    (flag) => links.own(flag),
  );
  await tx.run({
    sql: `update ${tx.quote(links.name)} set ${active} = ?, ${individual} = ?, ${contact} = ?, ${links.own('primaryIndividualOf')} = null, ${links.own('primaryContactOf')} = null where ${these.sql}`,
    bindings: [no, no, no, ...these.bindings],
  });
}

/** Rows that no door has been asked for; their links go with them by foreign key. */
async function removeContacts(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const these = idsIn(tx.dialect, 'id', ids);
  await releaseAddresses(tx, 'contact', ids);
  await tx.run({
    sql: `delete from ${tx.quote(tx.table('contact').name)} where ${these.sql}`,
    bindings: these.bindings,
  });
}
