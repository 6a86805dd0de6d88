import { mayDo } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import { leadActions } from '../../../../core/lead/actions';
import {
  GUARDED_LEAD_FIELDS,
  SCORE_FIELDS,
  type GuardedLeadField,
  type LeadFact,
} from '../../../../core/lead/model';
import { beginLeads } from '../begin-lead';
import { Refused } from '../refused';
import { runLeadAction } from '../run-lead-action';
import { loadLeads } from '../../facts/leads';
import { documentIdsOf } from '../../facts/references';
import { lockRows } from '../../store/lock';
import { readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { groupAlike } from './alike';
import { readAllWritten, readWritten, unchanged, type WrittenRow } from './compare';
import type { Guard, Write } from './guard';
import type { WrittenData } from './written';

const isGuarded = (name: string): name is GuardedLeadField => name in GUARDED_LEAD_FIELDS;
const isScore = (name: string): boolean => (SCORE_FIELDS as readonly string[]).includes(name);

/** What a new lead starts with; writing just that is no edit. */
const BEGINNINGS: Readonly<Record<string, Stored>> = {
  state: 'new',
  status: 'open',
  active: true,
  version: 1,
};

/** R32 for leads: setting a guarded field is the action it stands for, through whichever door it comes. */
export const leadGuard: Guard = {
  record: 'lead',

  async creating({ tx, request }, rows) {
    const { actor } = await request();
    const refusal = mayDo(actor, 'edit', null);
    if (refusal !== null) throw new Refused(refusal);
    return (await readAllWritten(tx, 'lead', rows)).map(takeWanted);
  },

  async created(write, made) {
    await beginLeads(
      await write.request(),
      made.map(({ id }) => id),
    );
    for (const { ids, wanted } of groupAlike(made)) await actOn(write, ids, ids, wanted);
  },

  async updating(write, ids, data) {
    const { tx, request } = write;
    const written = await readWritten(tx, 'lead', data);
    if (written.size === 0) return;
    await lockRows(tx, 'lead', ids);
    const rows = await readAttributes(tx, 'lead', ids, [...written.keys(), 'active']);
    const changed = changedFields(rows, written);
    const wanted = new Map([...written].filter(([name]) => isGuarded(name) && changed.has(name)));
    // A form that was loaded before somebody else acted would write the old state back (X33).
    if (wanted.has('version')) throw new Refused(refuse('lead.changed'));
    for (const name of wanted.keys()) {
      if (name !== 'active' && !isScore(name)) throw new Refused(guardedField(name));
    }
    if ([...changed].some((name) => !isGuarded(name))) {
      const { actor } = await request();
      const leads = await loadLeads(tx, ids);
      judgeEdit(leads, wanted.get('active') === true, (lead) => mayDo(actor, 'edit', lead.owner));
    }
    for (const name of written.keys()) if (isGuarded(name)) forget(data, name);
    const differing = ids.filter((id) => rows.get(id)?.['active'] !== wanted.get('active'));
    await actOn(write, ids, differing, wanted);
  },

  deleting: () => {
    // R29: for every door and everybody, the system included; reports count on it.
    throw new Refused(refuse('lead.not-deletable'));
  },
};

/** Takes the guarded fields out of a new lead; answers those that it does not begin with anyway. */
function takeWanted({ data, written }: WrittenRow): ReadonlyMap<string, Stored> {
  const wanted = new Map<string, Stored>();
  for (const [name, value] of written) {
    if (!isGuarded(name)) continue;
    if (!unchanged(BEGINNINGS[name], value)) {
      if (name !== 'active' && !isScore(name)) throw new Refused(guardedField(name));
      wanted.set(name, value);
    }
    forget(data, name);
  }
  // Its first operation makes it version 1.
  data['version'] = 0;
  return wanted;
}

function guardedField(name: string) {
  const action = isGuarded(name) ? GUARDED_LEAD_FIELDS[name] : null;
  return refuse('field.guarded', { field: name, action });
}

function forget(data: WrittenData, name: string): void {
  delete data[name];
  delete data[`${name}Key`];
}

function changedFields(
  rows: ReadonlyMap<number, Readonly<Record<string, Stored>>>,
  written: ReadonlyMap<string, Stored>,
): Set<string> {
  return new Set(
    [...written].flatMap(([name, value]) =>
      [...rows.values()].some((stored) => !unchanged(stored[name], value)) ? [name] : [],
    ),
  );
}

/** R10, S16: an inactive lead is read-only, unless the same save sets it active again. */
function judgeEdit(
  leads: readonly LeadFact[],
  activates: boolean,
  mayEdit: (lead: LeadFact) => ReturnType<typeof mayDo>,
): void {
  for (const lead of leads) {
    const refusal =
      mayEdit(lead) ??
      (lead.active || activates ? null : refuse('lead.inactive', { title: lead.title }));
    if (refusal !== null) throw new Refused(refusal);
  }
}

/**
 * `active` first: whoever sets a lead inactive and records the loss in one save means everyone on it (A6).
 *
 * @param differing those of the leads that a change of `active` concerns
 */
async function actOn(
  write: Write,
  ids: readonly number[],
  differing: readonly number[],
  wanted: ReadonlyMap<string, Stored>,
): Promise<void> {
  const { tx } = write;
  const request = await write.request();
  if (wanted.has('active')) {
    await run(wanted.get('active') === true ? 'activate' : 'deactivate', differing, {});
  }
  const scores = [...wanted].filter(([name]) => isScore(name));
  if (scores.length > 0) await run('score', ids, await scoreInput(tx, scores));

  async function run(key: string, those: readonly number[], input: object): Promise<void> {
    const action = leadActions.find(key);
    if (action !== undefined && those.length > 0) {
      await runLeadAction(request, { action, ids: those, input });
    }
  }
}

async function scoreInput(
  tx: Tx,
  scores: readonly (readonly [string, Stored])[],
): Promise<Record<string, string | null>> {
  const wanted = scores.flatMap(([, value]) => (typeof value === 'number' ? [value] : []));
  const documentIds = await documentIdsOf(tx, 'dropdown-value', wanted);
  return Object.fromEntries(
    scores.map(([name, value]) => [
      name,
      // An id that is not there goes on to the action, which refuses it by the field's name.
      value === null ? null : (documentIds.get(Number(value)) ?? 'unknown'),
    ]),
  );
}
