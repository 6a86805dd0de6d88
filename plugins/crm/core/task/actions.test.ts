import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aProcess,
  aStaffMember,
  aStage,
  aStep,
  aTask,
  aValue,
  contextFor,
  created,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../testing/facts';
import { jsonText } from '../kernel/values';
import type { Change } from '../kernel/plan';
import type { TaskFact } from '../lead/facts';
import { BUILT_IN_PROCESS } from '../qualification/process';
import { cancelTask, completeTask, handOverTasks, reopenTask } from './actions';

const qualified = aStage('qualified', { id: 3, label: 'Qualified', processId: 30 });
const other = aStage('qualified', { id: 4, label: 'Qualified, later' });
const stages = [aStage('new', { id: 1 }), aStage('assigned', { id: 2 }), qualified, other];
const inbound = aPipeline({ stages });
const deals = aDealPipeline();
const acme = ref(50, 'Acme');
const direction = aValue('selling-direction', 'general');
const waiting = aLeadIn(inbound, 'assigned', {
  title: 'Villa',
  pendingQualification: ref(40, 'Request qualification data'),
});
const facts = {
  pipelines: [inbound, deals],
  companies: { byId: keyed(acme), byName: new Map(), byWebsite: new Map() },
};
const world = { leads: [waiting], facts, dropdown: [direction] };

const running = (given: Partial<TaskFact> = {}, process: object = BUILT_IN_PROCESS): TaskFact =>
  aTask({
    label: 'Request qualification data',
    process: { ...aProcess(), ...process, stage: qualified.documentId },
    ...given,
  });
const answers = { company: acme.documentId, type: 'deal-and-company' };

/** What becomes of the task itself. */
const taskBecomes = (changes: readonly Change[]): Record<string, unknown> =>
  Object.fromEntries(
    changes
      .filter(({ subject, deed }) => subject.record === 'task' && deed === undefined)
      .map(({ field, after }) => [field, after]),
  );

describe('completing the task of a qualification', () => {
  it('E14 R23: converts the lead: it is qualified, and waits no longer', () => {
    const { changes } = planOver(completeTask(running()), answers, world);

    expect(leadBecomes(changes)).toMatchObject({
      state: 'qualified',
      outcome: 'qualified',
      stage: qualified,
      company: acme,
      opportunity: { label: 'Villa' },
      pendingQualification: null,
    });
  });

  it('E14 S9: makes the opportunity from the answers', () => {
    const { changes } = planOver(
      completeTask(running()),
      { ...answers, name: 'Roof', city: 'Ulm', sellingDirection: direction.documentId },
      world,
    );

    expect(created(changes, 'opportunity')).toMatchObject([
      { name: 'Roof', city: 'Ulm', sellingDirection: direction, company: acme, pipeline: deals },
    ]);
  });

  it('R23: the task is done, by whom and when, and keeps the answers', () => {
    const actor = aMember({ qualify: 'own' }, { id: 7 });

    const { changes } = planOver(completeTask(running()), answers, { ...world, actor });

    expect(taskBecomes(changes)).toEqual({
      status: 'done',
      form: jsonText(answers),
      completedAt: '2026-03-01T12:00:00.000Z',
      completedBy: ref(7, 'Sam'),
    });
  });

  it('E11: asks for the company, chosen or new, unless the lead has one', () => {
    const complete = (input: object, lead = waiting) =>
      planOver(
        completeTask(running()),
        { type: answers.type, ...input },
        { ...world, leads: [lead] },
      );

    expect(pathsOf(complete({}).refused[0])).toEqual(['company']);
    expect(created(complete({ newCompany: { name: 'Öko' } }).changes, 'company')).toHaveLength(1);
    expect(complete({}, { ...waiting, company: acme }).refused).toEqual([]);
  });

  it('E11 E12: asks for what its step asks for', () => {
    const { refused } = planOver(completeTask(running()), {}, world);

    expect(pathsOf(refused[0])).toEqual(['type']);
  });

  it('E11: the company that is named last counts, chosen or new', () => {
    const chosen = running({ form: { company: acme.documentId } });
    const named = running({ form: { newCompany: { name: 'Öko' } } });
    const complete = (task: TaskFact, input: object) =>
      leadBecomes(planOver(completeTask(task), { type: answers.type, ...input }, world).changes);

    expect(complete(chosen, { newCompany: { name: 'Neu' } })).toMatchObject({
      company: { label: 'Neu' },
    });
    expect(complete(named, { company: acme.documentId })).toMatchObject({ company: acme });
  });

  it('E13: for a company alone no opportunity is made', () => {
    const { changes, kept } = planOver(
      completeTask(running()),
      { ...answers, type: 'company-only' },
      world,
    );

    expect(created(changes, 'opportunity')).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ rule: 'E13' })]);
  });

  it('R20: one from before stays the only one, unless another was asked for at the start', () => {
    const lead = { ...waiting, opportunity: ref(60, 'Villa 2025') };
    const madeBy = (form: object) =>
      created(
        planOver(completeTask(running({ form: { ...form } })), answers, {
          ...world,
          leads: [lead],
        }).changes,
        'opportunity',
      ).length;

    expect([madeBy({}), madeBy({ createAnother: true })]).toEqual([0, 1]);
  });

  it('R23: what was said at the start counts, and its records are looked up', () => {
    const sue = aStaffMember({ id: 8, label: 'Sue' });
    const task = running({ form: { responsible: sue.documentId, city: 'Ulm' } });

    const { changes } = planOver(completeTask(task), answers, {
      ...world,
      facts: { ...facts, members: keyed(sue) },
    });

    expect(created(changes, 'opportunity')).toMatchObject([{ responsible: sue, city: 'Ulm' }]);
    expect(Object.fromEntries(completeTask(task).named(answers))).toMatchObject({
      member: [sue.documentId],
      company: [acme.documentId],
    });
  });

  it('S7: answers to the lead’s own questions are written down in the lead', () => {
    const steps = [aStep([{ key: 'goal', type: 'long-text' }, { key: 'budget' }])];

    const { changes } = planOver(
      completeTask(running({}, { steps })),
      { goal: 'A dry roof', budget: 'None' },
      world,
    );

    expect(leadBecomes(changes)).toMatchObject({ goal: 'A dry roof' });
    expect(leadBecomes(changes)).not.toHaveProperty('budget');
  });

  it('X63: leaves nothing behind when the deal cannot be made', () => {
    const { changes, refused } = planOver(
      completeTask(running()),
      { type: answers.type, newCompany: { name: 'Öko' }, pipeline: inbound.documentId },
      world,
    );

    expect(changes).toEqual([]);
    expect(pathsOf(refused[0])).toEqual(['pipeline']);
  });

  it('R18: the lead goes to the stage that it was asked for, or the first that is left', () => {
    const gone = { ...inbound, stages: stages.filter(({ id }) => id !== qualified.id) };
    const stageIn = (pipeline: typeof inbound) =>
      leadBecomes(
        planOver(completeTask(running()), answers, {
          ...world,
          facts: { ...facts, pipelines: [pipeline, deals] },
        }).changes,
      )['stage'];

    expect([stageIn(inbound), stageIn(gone)]).toEqual([qualified, other]);
  });

  it('E14 S17: a lead that has ended or is inactive is not converted', () => {
    const code = (given: Parameters<typeof aLeadIn>) =>
      planOver(completeTask(running()), answers, { ...world, leads: [aLeadIn(...given)] })
        .refused[0]?.code;

    expect(code([inbound, 'qualified'])).toBe('lead.final');
    expect(code([inbound, 'assigned', { active: false }])).toBe('lead.inactive');
  });
});

describe('whose task it is', () => {
  const complete = (task: TaskFact, id: number, lead = waiting) =>
    planOver(completeTask(task), answers, {
      ...world,
      leads: [lead],
      actor: aMember({ qualify: 'any', edit: 'any' }, { id }),
    }).refused[0]?.code;

  it('E10 R23: its assignee’s, and no manager’s', () => {
    expect(complete(running(), 7)).toBeUndefined();
    expect(complete(running(), 9)).toBe('access.owner');
    expect(complete(running({ assignee: ref(9) }), 7)).toBe('access.owner');
  });

  it('X63: the owner’s, where it is nobody’s', () => {
    const task = running({ assignee: null });

    expect(complete(task, 7)).toBeUndefined();
    expect(complete(task, 9)).toBe('access.owner');
    expect(complete(task, 7, { ...waiting, owner: null })).toBe('access.owner');
  });

  it('says whose it is, and how to take it over', () => {
    const refusal = completeTask(running()).access(
      contextFor(waiting, { actor: aMember({}, { id: 9 }) }),
      undefined,
    );

    expect(refusal?.message).toBe("This task is Sam's. Have the lead reassigned to take it over.");
  });
});

describe('a qualification of two steps', () => {
  const max = aStaffMember({ id: 9, label: 'Max' });
  const first = aStep([{ key: 'company', type: 'company', required: true }]);
  const second = (assignee: object | string) =>
    aStep([{ key: 'city', required: true }], { title: 'Ask again', assignee });
  const task = (assignee: object | string, given: Partial<TaskFact> = {}) =>
    running(given, { steps: [first, second(assignee)] });
  const nextTask = (assignee: object | string, more: object = {}, lead = waiting) =>
    created(
      planOver(
        completeTask(task(assignee)),
        { company: acme.documentId },
        { ...world, leads: [lead], facts: { ...facts, ...more } },
      ).changes,
      'task',
    )[0];

  it('E10 R23: the first brings the second, and nothing is made yet', () => {
    const { changes } = planOver(completeTask(task('owner')), { company: acme.documentId }, world);

    expect(created(changes, 'task')).toMatchObject([
      { title: 'Ask again', step: 1, status: 'open', form: jsonText({ company: acme.documentId }) },
    ]);
    expect(leadBecomes(changes)).toEqual({
      pendingQualification: expect.objectContaining({ label: 'Ask again' }),
    });
    expect(created(changes, 'opportunity')).toEqual([]);
    expect(taskBecomes(changes)).toMatchObject({ status: 'done' });
  });

  it('E10: the second converts, with the answers of both', () => {
    const last = task('owner', { step: 1, form: { company: acme.documentId } });

    const { changes } = planOver(completeTask(last), { city: 'Ulm' }, world);

    expect(leadBecomes(changes)).toMatchObject({ state: 'qualified', company: acme });
    expect(created(changes, 'opportunity')).toMatchObject([{ city: 'Ulm', company: acme }]);
  });

  it('R24: goes on with the process as it was when it began', () => {
    const { process } = task('owner');

    expect(nextTask('owner')?.['process']).toBe(jsonText(process));
  });

  it('E10 E15: the second is for the owner, the owner’s manager or a member by name', () => {
    const led = { ...waiting, ownerManager: ref(6, 'Mia') };

    expect(nextTask('owner', {}, led)?.['assignee']).toMatchObject({ label: 'Sam' });
    expect(nextTask('manager', {}, led)?.['assignee']).toMatchObject({ label: 'Mia' });
    expect(nextTask({ member: max.documentId }, { members: keyed(max) })?.['assignee']).toBe(max);
  });

  it('X34: is not for somebody who has lost the roles that qualify', () => {
    const actor = aMember({}, { id: 7 });

    const { refused } = planOver(completeTask(task('owner')), {}, { ...world, actor });

    expect(refused).toMatchObject([{ code: 'access.role' }]);
  });

  it('X63: where there is no manager, or the member has left, it falls to the owner', () => {
    const members = keyed({ ...max, active: false });
    const byName = { member: max.documentId };

    expect(nextTask('manager')?.['assignee']).toMatchObject({ label: 'Sam' });
    expect(nextTask(byName, { members })?.['assignee']).toMatchObject({ label: 'Sam' });
    expect(nextTask(byName)?.['assignee']).toMatchObject({ label: 'Sam' });
  });

  it('E11: a wrong answer is refused when it is given, not at the end', () => {
    const { refused, changes } = planOver(completeTask(task('owner')), { company: 'gone' }, world);

    expect(pathsOf(refused[0])).toEqual(['company']);
    expect(changes).toEqual([]);
  });
});

describe('completing something else that was to be done', () => {
  const toDo = aTask({ kind: 'to-do', label: 'Call back' });

  it('is done, and the lead stays as it is', () => {
    const { changes } = planOver(completeTask(toDo), {}, world);

    expect(taskBecomes(changes)).toMatchObject({ status: 'done' });
    expect(leadBecomes(changes)).toEqual({});
  });

  it('asks for nothing, and takes nothing', () => {
    expect(pathsOf(planOver(completeTask(toDo), { city: 'Ulm' }, world).refused[0])).toEqual([
      'city',
    ]);
  });
});

describe('cancelling a task', () => {
  it('R23: takes the lead back to where it was: it waits no longer, and nothing is made', () => {
    const { changes } = planOver(cancelTask(running()), { reason: 'Not now.' }, world);

    expect(taskBecomes(changes)).toEqual({ status: 'cancelled' });
    expect(leadBecomes(changes)).toEqual({ pendingQualification: null });
  });

  it('R23: one that the lead does not wait for leaves it alone', () => {
    const { changes } = planOver(cancelTask(aTask({ id: 41, kind: 'to-do' })), {}, world);

    expect(leadBecomes(changes)).toEqual({});
  });

  it('R23: is its assignee’s to do, or of whoever may reassign the lead', () => {
    const code = (grants: object, id: number) =>
      planOver(cancelTask(running()), {}, { ...world, actor: aMember(grants, { id }) }).refused[0]
        ?.code;

    expect(code({}, 7)).toBeUndefined();
    expect(code({ reassign: 'any' }, 9)).toBeUndefined();
    expect(code({ reassign: 'own' }, 9)).toBe('access.owner');
    expect(code({ edit: 'any' }, 9)).toBe('access.role');
  });
});

describe('reopening a task', () => {
  const done = (given: Partial<TaskFact> = {}): TaskFact =>
    aTask({
      kind: 'to-do',
      status: 'done',
      completedAt: '2026-03-01T09:00:00.000Z',
      completedBy: ref(7, 'Sam'),
      ...given,
    });

  it('makes it open again, and forgets who completed it and when', () => {
    const { changes } = planOver(reopenTask(done()), {}, world);

    expect(taskBecomes(changes)).toEqual({ status: 'open', completedAt: null, completedBy: null });
    expect(changes.map(({ before }) => before)).toContainEqual(ref(7, 'Sam'));
  });

  it('changes nothing of an open one', () => {
    expect(planOver(reopenTask(aTask({ kind: 'to-do' })), {}, world).changes).toEqual([]);
  });

  it('R23: is refused for a step of a qualification, and says what to do instead', () => {
    const because = (task: TaskFact): unknown =>
      planOver(reopenTask(task), {}, world).refused[0]?.message;

    expect(because(running({ status: 'done' }))).toContain('Undo the qualification');
    expect(because(running({ status: 'cancelled' }))).toContain('Begin the qualification anew');
  });

  it('is for whose it is, and for who may give it to somebody else', () => {
    const as = (grants: object, id: number) =>
      planOver(reopenTask(done()), {}, { ...world, actor: aMember(grants, { id }) }).refused[0]
        ?.code;

    expect(as({}, 7)).toBeUndefined();
    expect(as({ reassign: 'any' }, 8)).toBeUndefined();
    expect(as({ edit: 'any' }, 8)).toBe('access.role');
  });
});

describe('handing tasks over', () => {
  const sue = aStaffMember({ id: 8, label: 'Sue' });
  const tasks = [
    aTask({ id: 40 }),
    aTask({ id: 41, kind: 'to-do' }),
    aTask({ id: 42, leadId: 2 }),
    aTask({ id: 43, assignee: sue }),
  ];
  const handOver = (input: object, members = keyed(sue)) =>
    planOver(
      handOverTasks,
      { assignee: sue.documentId, tasks: [], ...input },
      { leads: [waiting], facts: { members, tasks } },
    );

  it('X63: gives the named tasks of the lead to somebody else, of either kind', () => {
    const { changes } = handOver({ tasks: ['doc40', 'doc41', 'doc42'] });

    expect(changes.map(({ subject, after }) => [subject.id, after])).toEqual([
      [40, sue],
      [41, sue],
    ]);
  });

  it('X31: to whom one belongs already, nothing happens', () => {
    expect(handOver({ tasks: ['doc43'] }).changes).toEqual([]);
  });

  it('X31 X34 X63: to somebody active, who works on leads', () => {
    const left = keyed({ ...sue, active: false });
    const editor = keyed({ ...sue, isStaff: false });

    expect(handOver({}, left).refused).toMatchObject([
      { code: 'member.inactive', details: { field: 'assignee' } },
    ]);
    expect(pathsOf(handOver({}, editor).refused[0])).toEqual(['assignee']);
    expect(pathsOf(handOver({ assignee: 'nobody' }).refused[0])).toEqual(['assignee']);
  });
});
