import { mayDo } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import { leadActions } from '../../../../core/lead/actions';
import {
  GUARDED_LEAD_FIELDS,
  SCORE_FIELDS,
  type GuardedLeadField,
  type LeadFact,
} from '../../../../core/lead/model';
import { beginLead } from '../../application/begin-lead';
import { Refused } from '../../application/refused';
import { runLeadAction } from '../../application/run-lead-action';
import { loadLeads } from '../../facts/leads';
import { documentIdsOf } from '../../facts/references';
import { lockRows } from '../../store/lock';
import { readAttributes, type Stored } from '../../store/read';
import { inTransaction } from '../../store/transaction';
import { currentRequest } from '../caller';
import { readWritten, unchanged } from './compare';
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

  async creating({ strapi, tx }, data) {
    const { actor } = await currentRequest(strapi);
    const refusal = mayDo(actor, 'edit', null);
    if (refusal !== null) throw new Refused(refusal);
    const written = await readWritten(tx, 'lead', data);
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
  },

  async created({ strapi }, id, remembered) {
    const request = await currentRequest(strapi);
    await beginLead(request, id);
    await actOn({ strapi }, [id], [id], remembered as Map<string, Stored>);
  },

  async updating(write, ids, data) {
    const { tx, strapi } = write;
    const written = await readWritten(tx, 'lead', data);
    if (written.size === 0) return;
    await lockRows(tx, 'lead', ids);
    const rows = await readAttributes(tx, 'lead', ids, [...written.keys(), 'active']);
    const changed = changedFields(rows, written);
    const wanted = new Map([...written].filter(([name]) => isGuarded(name) && changed.has(name)));
    for (const name of wanted.keys()) {
      if (name !== 'active' && !isScore(name)) throw new Refused(guardedField(name));
    }
    if ([...changed].some((name) => !isGuarded(name))) {
      const { actor } = await currentRequest(strapi);
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
  { strapi }: Pick<Write, 'strapi'>,
  ids: readonly number[],
  differing: readonly number[],
  wanted: ReadonlyMap<string, Stored>,
): Promise<void> {
  const request = await currentRequest(strapi);
  if (wanted.has('active')) {
    await run(wanted.get('active') === true ? 'activate' : 'deactivate', differing, {});
  }
  const scores = [...wanted].filter(([name]) => isScore(name));
  if (scores.length > 0) await run('score', ids, await scoreInput(request.strapi, scores));

  async function run(key: string, those: readonly number[], input: object): Promise<void> {
    const action = leadActions.find(key);
    if (action !== undefined && those.length > 0) {
      await runLeadAction(request, { action, ids: those, input });
    }
  }
}

async function scoreInput(
  strapi: Write['strapi'],
  scores: readonly (readonly [string, Stored])[],
): Promise<Record<string, string | null>> {
  const wanted = scores.flatMap(([, value]) => (typeof value === 'number' ? [value] : []));
  const documentIds = await inTransaction(strapi, (tx) =>
    documentIdsOf(tx, 'dropdown-value', wanted),
  );
  return Object.fromEntries(
    scores.map(([name, value]) => [
      name,
      value === null ? null : (documentIds.get(Number(value)) ?? `#${String(value)}`),
    ]),
  );
}
