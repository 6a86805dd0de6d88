import { mayDo } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import { leadActions } from '../../../../core/lead/actions';
import {
  GUARDED_LEAD_FIELDS,
  SCORE_FIELDS,
  type GuardedLeadField,
  type LeadFact,
  type LeadState,
} from '../../../../core/lead/model';
import {
  deedsOfEdits,
  EDITABLE,
  isEditable,
  isEditableIn,
  type EditableField,
  type Wish,
} from '../../../../core/lead/rules/edits';
import { beginLeads } from '../begin-lead';
import { Refused } from '../refused';
import { runLeadAction } from '../run-lead-action';
import { loadLeads } from '../../facts/leads';
import { documentIdsOf } from '../../facts/references';
import { lockRows } from '../../store/lock';
import { readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
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
    const wanted = new Map(
      // What `creating` of this guard remembered.
      made.map(({ id, remembered }) => [id, remembered as ReadonlyMap<string, Stored>]),
    );
    const idIn = (id: number, field: string): number | undefined => {
      const value = wanted.get(id)?.get(field);
      return typeof value === 'number' ? value : undefined;
    };
    await beginLeads(
      await write.request(),
      made.map(({ id }) => ({ id, pipeline: idIn(id, 'pipeline'), stage: idIn(id, 'stage') })),
    );
    // Where it begins has been settled.
    await actOn(
      write,
      made.map(({ id }) => ({ id, state: 'new', wanted: without(wanted.get(id), 'pipeline') })),
    );
  },

  async updating(write, ids, data) {
    const { tx, request } = write;
    const written = await readWritten(tx, 'lead', data);
    if (written.size === 0) return;
    await lockRows(tx, 'lead', ids);
    const rows = await readAttributes(tx, 'lead', ids, [
      ...new Set([...written.keys(), 'active', 'state']),
    ]);
    const changed = changedFields(rows, written);
    const wanted = new Map([...written].filter(([name]) => isGuarded(name) && changed.has(name)));
    // A form that was loaded before somebody else acted would write the old state back (X33).
    if (wanted.has('version')) throw new Refused(refuse('lead.changed'));
    for (const [name, value] of wanted) refuseWithoutDeed(name, value);
    if ([...changed].some((name) => !isGuarded(name))) {
      const { actor } = await request();
      const leads = await loadLeads(tx, ids);
      judgeEdit(leads, wanted.get('active') === true, (lead) => mayDo(actor, 'edit', lead.owner));
    }
    for (const name of written.keys()) if (isGuarded(name)) forget(data, name);
    await actOn(
      write,
      [...rows].map(([id, stored]) => ({
        id,
        state: stored['state'] as LeadState,
        wanted: differing(stored, wanted),
      })),
    );
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
      refuseWithoutDeed(name, value);
      wanted.set(name, value);
    }
    forget(data, name);
  }
  // Its first operation makes it version 1.
  data['version'] = 0;
  return wanted;
}

/** What no deed sets from outside; and no deed takes an owner or a place away. */
function refuseWithoutDeed(name: string, value: Stored): void {
  const isDeed = isEditable(name) && (value !== null || isScore(name));
  if (!isDeed) refuseAsGuarded(name);
}

function refuseAsGuarded(name: string): never {
  const action = isGuarded(name) ? GUARDED_LEAD_FIELDS[name] : null;
  throw new Refused(refuse('field.guarded', { field: name, action }));
}

const without = (
  wanted: ReadonlyMap<string, Stored> | undefined,
  field: string,
): ReadonlyMap<string, Stored> => new Map([...(wanted ?? [])].filter(([name]) => name !== field));

/** A batch writes the same to all; each lead does what is new to it. */
const differing = (
  stored: Readonly<Record<string, Stored>> | undefined,
  wanted: ReadonlyMap<string, Stored>,
): ReadonlyMap<string, Stored> =>
  new Map([...wanted].filter(([name, value]) => !unchanged(stored?.[name], value)));

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

interface Edit {
  readonly id: number;
  readonly state: LeadState;
  readonly wanted: ReadonlyMap<string, Stored>;
}

/** Does what the guarded fields of a save stand for; alike deeds of many leads are one batch. */
async function actOn(write: Write, edits: readonly Edit[]): Promise<void> {
  if (edits.every(({ wanted }) => wanted.size === 0)) return;
  for (const { state, wanted } of edits) {
    for (const name of wanted.keys()) if (!isEditableIn(state, name)) refuseAsGuarded(name);
  }
  const request = await write.request();
  const wishOf = await readWishes(write.tx, edits);
  const wishes = edits.map(({ id, state, wanted }) => ({
    id,
    state,
    wished: new Map(
      [...wanted].flatMap(([field, value]) =>
        isEditable(field) ? [[field, wishOf(field, value)] as const] : [],
      ),
    ),
  }));
  for (const { deed, ids } of deedsOfEdits(wishes)) {
    const action = leadActions.find(deed.action);
    if (action === undefined) throw new Error(`There is no lead action ${deed.action}.`);
    await runLeadAction(request, { action, ids, input: deed.input });
  }
}

/** A write holds row ids, an action takes documentIds: one query for each kind of record. */
async function readWishes(
  tx: Tx,
  edits: readonly Edit[],
): Promise<(field: EditableField, value: Stored) => Wish> {
  const named = new Map<string, Set<number>>();
  for (const [field, value] of edits.flatMap(({ wanted }) => [...wanted])) {
    const record = isEditable(field) ? EDITABLE[field] : null;
    if (record === null || typeof value !== 'number') continue;
    named.set(record, (named.get(record) ?? new Set()).add(value));
  }
  const documentIds = new Map<string, string>();
  for (const [record, ids] of named) {
    for (const [id, documentId] of await documentIdsOf(tx, record, [...ids])) {
      documentIds.set(`${record}:${id}`, documentId);
    }
  }
  return (field, value) => {
    const record = EDITABLE[field];
    if (record === null || value === null) return value as Wish;
    // An id that is not there goes on to the action, which refuses it by the field's name.
    return documentIds.get(`${record}:${Number(value)}`) ?? 'unknown';
  };
}
