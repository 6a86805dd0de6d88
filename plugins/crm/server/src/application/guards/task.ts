import { takesWork } from '../../../../core/contact/rules/takes-work';
import { removal } from '../../../../core/kernel/plan';
import { refuse, refuseField } from '../../../../core/kernel/refusals';
import type { TaskFact } from '../../../../core/lead/facts';
import { handOverTasks } from '../../../../core/task/actions';
import { documentIdsOf } from '../../facts/references';
import { loadContacts } from '../../facts/people';
import { readTasksById } from '../../facts/qualification';
import { readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import { rememberDeleted, type Deleted } from '../remember-deleted';
import { runLeadAction } from '../run-lead-action';
import { readAllWritten, readWritten, unchanged } from './compare';
import type { Guard, Write } from './guard';
import { judgeLeadEdits } from './lead-edits';
import { judgeStaff } from './staff';
import type { WrittenData } from './written';

/** What a task begins with; writing just that is no edit. */
const BEGINNINGS: Readonly<Record<string, Stored>> = { kind: 'to-do', status: 'open', step: 0 };

/** Set by the deeds of a task alone, with the deed to use instead. */
const GUARDED: Readonly<Record<string, string | null>> = {
  kind: 'qualify',
  status: 'complete',
  form: 'complete',
  process: null,
  step: null,
  lead: null,
  completedAt: 'complete',
  completedBy: 'complete',
};

/**
 * A task is somebody's to do, and belongs to its lead. Completing and cancelling are deeds of their own;
 * giving it to somebody else is one, too, however it is written (R32, X63).
 */
export const taskGuard: Guard = {
  record: 'task',

  async creating(write, rows) {
    const written = (await readAllWritten(write.tx, 'task', rows)).map((row) => row.written);
    for (const fields of written) {
      refuseGuarded(fields, (name) => name === 'lead', BEGINNINGS);
      if (typeof fields.get('lead') !== 'number') {
        throw new Refused(refuseField('lead', 'Choose the lead that the task is about.'));
      }
    }
    const contacts = written.flatMap((fields) => givenContact(fields) ?? []);
    await judgeLeadEdits(
      write,
      written.map((fields) => Number(fields.get('lead'))),
      contacts,
    );
    await judgeTakers(write.tx, contacts);
    const assignees = written.map((fields) => fields.get('assignee'));
    await judgeStaff(
      write.tx,
      assignees.filter((id) => typeof id === 'number'),
      'assignee',
    );
  },

  async updating(write, ids, data) {
    const written = await readWritten(write.tx, 'task', data);
    const rows = await readAttributes(write.tx, 'task', ids, [
      ...new Set([...written.keys(), 'lead', 'contact', 'kind']),
    ]);
    for (const stored of rows.values()) refuseGuarded(written, () => false, stored);
    for (const name of Object.keys(GUARDED)) delete data[name];
    const leads = [...rows.values()].map((stored) => Number(stored['lead'] ?? 0));
    const given = givenContact(written);
    const isNew = [...rows.values()].some((stored) => stored['contact'] !== given);
    const contacts = given === null || !isNew ? [] : [given];
    await judgeLeadEdits(write, leads, contacts);
    await judgeTakers(write.tx, contacts);
    if (contacts.length > 0) {
      for (const { kind } of rows.values()) if (kind === 'qualification') refuseQualification();
      // Whose it is now is no member any more.
      data['assignee'] = null;
      return;
    }
    if (written.get('assignee') != null) data['contact'] = null;
    await handOver(write, ids, written, data);
  },

  async deleting(write, ids) {
    const tasks = await readTasksById(write.tx, ids);
    if (tasks.some(({ kind }) => kind === 'qualification')) {
      const because = 'This task is part of a qualification. Cancel it instead of deleting it.';
      throw new Refused(refuse('field.guarded', { field: 'task', because }));
    }
    await judgeLeadEdits(
      write,
      tasks.map(({ leadId }) => leadId),
    );
    await rememberDeleted(write.tx, await write.request(), 'delete-task', tasks.map(goneOf));
  },
};

const goneOf = ({ leadId, id, documentId, label, status, assignee }: TaskFact): Deleted => ({
  leadId,
  contactId: null,
  changes: removal({ record: 'task', id, documentId, label }, 'P11', { status, assignee }),
});

/** The contact that a task is given to: one that is somebody's on the team, too, is refused. */
function givenContact(written: ReadonlyMap<string, Stored>): number | null {
  const contact = written.get('contact');
  if (typeof contact !== 'number') return null;
  if (written.get('assignee') != null) {
    const both = "A task is a member's or a contact's. Choose one of them.";
    throw new Refused(refuseField('contact', both));
  }
  return contact;
}

function refuseQualification(): never {
  const because = 'Qualifying is for the team. Make another task for the contact.';
  throw new Refused(refuse('field.guarded', { field: 'contact', because }));
}

/** P3, I19: nobody inactive is given anything new, and the contacts are locked, so that nobody becomes so meanwhile. */
async function judgeTakers(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const contact of (await loadContacts(tx, ids)).values()) {
    const refusal = takesWork(contact);
    if (refusal !== null) throw new Refused(refusal);
  }
}

function refuseGuarded(
  written: ReadonlyMap<string, Stored>,
  allowed: (name: string) => boolean,
  before: Readonly<Record<string, Stored>>,
): void {
  for (const [name, value] of written) {
    if (!(name in GUARDED) || allowed(name) || unchanged(before[name], value)) continue;
    const because = 'A task keeps its lead and its process. Make another one.';
    throw new Refused(refuse('field.guarded', { field: name, action: GUARDED[name], because }));
  }
}

/** Open tasks change hands as a deed, with its history; what is settled stays with who did it. */
async function handOver(
  write: Write,
  ids: readonly number[],
  written: ReadonlyMap<string, Stored>,
  data: WrittenData,
): Promise<void> {
  const assignee = written.get('assignee');
  if (assignee === undefined) return;
  delete data['assignee'];
  delete data['assigneeKey'];
  const id = Number(assignee ?? 0);
  const tasks = (await readTasksById(write.tx, ids)).filter((task) => task.assignee?.id !== id);
  if (tasks.length === 0) return;
  const member = (await documentIdsOf(write.tx, 'member', [id])).get(id);
  await runLeadAction(await write.request(), {
    action: handOverTasks,
    ids: [...new Set(tasks.map(({ leadId }) => leadId))],
    input: { assignee: member ?? 'nobody', tasks: tasks.map(({ documentId }) => documentId) },
  });
}
