import { z } from 'zod';
import { mayDo, type Actor } from '../kernel/actor';
import { longText, member, mergeIds, namedIds, type InputSchema } from '../kernel/fields';
import type { Change } from '../kernel/plan';
import { isRefusal, refuse, refuseField, type Refusal } from '../kernel/refusals';
import { jsonText, sameValue, type Value } from '../kernel/values';
import { leadAction, type AccessContext, type LeadAction, type LeadDecision } from '../lead/action';
import type { TaskFact, TaskProcess } from '../lead/facts';
import { QUALIFICATION_FIELDS, type LeadFact } from '../lead/model';
import { stageFor } from '../lead/rules/moving';
import { staffNamed } from '../lead/rules/owner';
import { handedTo } from '../lead/rules/tasks';
import { taskFor } from '../lead/rules/process';
import {
  convert,
  judgeAnswers,
  QUALIFYING_NEEDS,
  type QualifyingContext,
} from '../lead/rules/qualifying';
import { findStage } from '../pipeline/model';
import { formOf } from '../qualification/form';
import { startingForm, type StartingInput } from '../qualification/input';
import type { ProcessStep } from '../qualification/process';

/**
 * E14, R23: a task is done. The last one of a qualification process converts the lead, in the same
 * transaction; one before the last brings the next. Made for one task, as each asks for its own form.
 */
export const completeTask = (task: TaskFact): LeadAction => {
  const step = stepOf(task);
  const schema = completionForm(task);
  return leadAction({
    key: 'complete-task',
    words: { label: 'Done', done: 'completed a task' },
    grant: 'qualify',
    ...(step === undefined ? {} : { from: ['assigned'] }),
    input: schema,
    needs: QUALIFYING_NEEDS,
    earlier: task.form,
    // What was said before this step is converted along with it, and its records have to be looked up.
    named: (input) =>
      mergeIds([
        namedIds(schema, input),
        namedIds(startingForm, answersWith(task.form, input)),
        // R24: whoever the steps named when the task began.
        new Map([['member', assigneesOf(task)]]),
      ]),
    whenInactive: false,
    bulk: false,

    access: (context) => onlyAssignee(context, task),

    decide(context, input) {
      const form = answersWith(task.form, input);
      const done = becomes(task, {
        status: 'done',
        form: jsonText(form),
        completedAt: context.now.toISOString(),
        completedBy: context.actor.member,
      });
      if (task.process === null || step === undefined) {
        return { access: 'edit', set: [], changes: done };
      }
      const decision = advance(context, { task, process: task.process, step, form });
      return isRefusal(decision)
        ? decision
        : { ...decision, changes: [...done, ...(decision.changes ?? [])] };
    },
  });
};

type Answers = Readonly<Record<string, unknown>>;

/** A company that is chosen now takes the place of a new one that was named before, and the reverse. */
function answersWith(before: Answers, now: Answers): Answers {
  const { company: _chosen, newCompany: _named, ...others } = before;
  const another = now['company'] !== undefined || now['newCompany'] !== undefined;
  return another ? { ...others, ...now } : { ...before, ...now };
}

/** A step of a process asks for what it says; anything else that is to be done is simply done. */
export const completionForm = (task: {
  readonly process: { readonly steps: readonly ProcessStep[] } | null;
  readonly step: number;
}): InputSchema => {
  const step = task.process?.steps[task.step];
  return step === undefined ? z.strictObject({}) : formOf(step);
};

export const cancelForm = z.strictObject({ reason: longText('Reason') });

/** R23: the lead waits no longer; nothing was made, and nothing is. */
export const cancelTask = (task: TaskFact): LeadAction =>
  leadAction({
    key: 'cancel-task',
    words: { label: 'Cancel task', done: 'cancelled a task' },
    grant: 'edit',
    input: cancelForm,
    whenInactive: false,
    bulk: false,

    access: (context) => assigneeOrWhoReassigns(context, task),

    decide: ({ lead }) => ({
      access: 'edit',
      set:
        lead.pendingQualification?.id === task.id
          ? [{ field: 'pendingQualification', after: null, rule: 'R23' }]
          : [],
      changes: becomes(task, { status: 'cancelled' }),
    }),
  });

export const reopenForm = z.strictObject({});

/** What is done or called off is to be done after all; an open one stays as it is. */
export const reopenTask = (task: TaskFact): LeadAction =>
  leadAction({
    key: 'reopen-task',
    words: { label: 'Reopen task', done: 'reopened a task' },
    grant: 'edit',
    input: reopenForm,
    whenInactive: false,
    bulk: false,

    access: (context) => assigneeOrWhoReassigns(context, task),

    decide: () =>
      task.kind === 'qualification' && task.status !== 'open'
        ? refuse('operation.conflict', { because: notReopened(task) })
        : {
            access: 'edit',
            set: [],
            changes: becomes(task, { status: 'open', completedAt: null, completedBy: null }),
          },
  });

/** R23: what a step of a qualification has brought about does not go back with its task. */
const notReopened = ({ label, status }: TaskFact): string =>
  status === 'done'
    ? `"${label}" is a step of a qualification and is not reopened. Undo the qualification in the history of the lead: what it made goes back with it.`
    : `"${label}" is a step of a qualification that was cancelled. Begin the qualification anew.`;

/** X63: gives open tasks to somebody else; who is asked for the qualification data changes with it. */
export const handOverTasks = leadAction({
  key: 'hand-over-task',
  words: { label: 'Hand over task', done: 'handed a task over' },
  grant: 'reassign',
  input: z.strictObject({
    assignee: member('Assignee'),
    tasks: z.array(z.string()).meta({ title: 'Tasks' }),
  }),
  needs: ['members', 'tasks'],
  whenInactive: false,
  bulk: false,

  decide({ lead, facts }, { assignee, tasks }) {
    const person = staffNamed(facts.members, assignee, ['assignee']);
    if (isRefusal(person)) return person;
    return {
      access: 'reassign',
      set: [],
      changes: facts.tasks
        .filter(({ leadId, documentId }) => leadId === lead.id && tasks.includes(documentId))
        // X31: whose it is already keeps it, and nobody is told.
        .filter((task) => task.assignee?.id !== person.id)
        .map((task) => handedTo(task, person)),
    };
  },
});

const assigneesOf = ({ process }: TaskFact): string[] =>
  (process?.steps ?? []).flatMap(({ assignee }) =>
    typeof assignee === 'object' ? [assignee.member] : [],
  );

const stepOf = ({ process, step }: TaskFact): ProcessStep | undefined => process?.steps[step];

/** Where nobody is named, it is the owner's. */
const isAssignee = (actor: Actor, { assignee }: TaskFact, lead: LeadFact): boolean => {
  const responsible = assignee ?? lead.owner;
  return (
    actor.kind === 'system' ||
    (actor.member !== null && actor.member.id === (responsible?.id ?? null))
  );
};

/** Whose task it is, and whoever may give it to somebody else. */
const assigneeOrWhoReassigns = ({ actor, lead }: AccessContext, task: TaskFact): Refusal | null =>
  isAssignee(actor, task, lead) ? null : mayDo(actor, 'reassign', lead.owner);

/** E10: asked of one person; who takes the lead over takes the task along (X63). */
function onlyAssignee({ actor, lead }: AccessContext, task: TaskFact): Refusal | null {
  if (isAssignee(actor, task, lead)) {
    // X34: who has lost the roles that qualify does not convert by a task either.
    const may =
      actor.kind === 'system' || task.process === null || actor.grants.qualify !== undefined;
    return may ? null : refuse('access.role', { grant: 'qualify' });
  }
  const { label: owner = null } = task.assignee ?? lead.owner ?? {};
  return refuse('access.owner', {
    grant: 'qualify',
    owner,
    because: `This task is ${owner === null ? 'nobody' : owner}'s. Have the lead reassigned to take it over.`,
  });
}

/** What becomes of a task; what it is already is no change. */
const becomes = (task: TaskFact, set: Readonly<Record<string, Value>>): Change[] => {
  const { id, documentId, label, status, completedAt, completedBy } = task;
  const before: Readonly<Record<string, Value>> = {
    status,
    form: jsonText(task.form),
    completedAt,
    completedBy,
  };
  return Object.entries(set)
    .map(
      ([field, after]): Change => ({
        subject: { record: 'task', id, documentId, label },
        field,
        before: before[field] ?? null,
        after,
        rule: 'R23',
      }),
    )
    .filter((change) => !sameValue(change.before, change.after));
};

interface Advance {
  readonly task: TaskFact;
  readonly process: TaskProcess;
  readonly step: ProcessStep;
  readonly form: Answers;
}

function advance(
  context: QualifyingContext,
  { task, process, step, form }: Advance,
): LeadDecision | Refusal {
  const { lead, facts } = context;
  const lacksCompany =
    step.fields.some(({ type, required }) => type === 'company' && required) &&
    form['company'] === undefined &&
    form['newCompany'] === undefined &&
    lead.company === null;
  if (lacksCompany) return refuseField('company', 'Choose a company or name a new one.');
  if (process.steps[task.step + 1] !== undefined) {
    const refusal = judgeAnswers(context, qualificationFrom(form));
    if (refusal !== null) return refusal;
    const next = taskFor(lead, { process, step: task.step + 1, form, members: facts.members });
    return {
      access: 'qualify',
      set: [{ field: 'pendingQualification', after: next.task, rule: 'E10' }],
      changes: next.changes,
    };
  }
  const chosen = findStage(facts.pipelines, process.stage)?.stage;
  const stage = stageFor(facts.pipelines, lead, 'qualified', chosen);
  if (isRefusal(stage)) return stage;
  const decision = convert(context, stage, qualificationFrom(form));
  if (isRefusal(decision)) return decision;
  return {
    ...decision,
    set: [
      ...decision.set,
      ...answered(form),
      { field: 'pendingQualification', after: null, rule: 'R23' },
    ],
  };
}

/** The answers that the form of a qualification knows; each was parsed by the step that asked. */
function qualificationFrom(form: Answers): StartingInput {
  const known = Object.entries(form).filter(([key]) => key in startingForm.shape);
  return startingForm.parse(Object.fromEntries(known));
}

/** S7: answers to the lead's own questions are written down in the lead. */
const answered = (form: Answers) =>
  QUALIFICATION_FIELDS.flatMap((field) => {
    const answer = form[field];
    return typeof answer === 'string' ? [{ field, after: answer, rule: 'E11' }] : [];
  });
