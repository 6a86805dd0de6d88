import { z } from 'zod';
import { member } from '../../kernel/fields';
import { isRefusal } from '../../kernel/refusals';
import { leadAction } from '../action';
import type { TaskFact } from '../facts';
import type { LeadFact } from '../model';
import { staffNamed } from '../rules/owner';
import { handedTo } from '../rules/tasks';
import { tellsNewOwner } from '../rules/telling';

/** S5: another owner takes the lead over; what the old one was to do goes along. */
export const reassign = leadAction({
  key: 'reassign',
  words: { label: 'Reassign', done: 'reassigned the lead' },
  grant: 'reassign',
  from: ['assigned'],
  input: z.strictObject({ owner: member('Owner') }),
  needs: ['members', 'tasks'],
  reads: [],
  whenInactive: false,
  bulk: true,

  decide({ lead, facts }, { owner }) {
    const person = staffNamed(facts.members, owner, ['owner']);
    if (isRefusal(person)) return person;
    // X31: to whom it belongs already, nothing happens and nobody is told.
    if (person.id === lead.owner?.id) return { access: 'reassign', set: [] };
    return {
      access: 'reassign',
      set: [{ field: 'owner', after: person, rule: 'S5' }],
      changes: tasksOfOwner(facts.tasks, lead).map((task) => handedTo(task, person)),
      tells: tellsNewOwner(person),
    };
  },
});

/** X63: the responsible has changed, and so has who is asked for the qualification data. */
const tasksOfOwner = (tasks: readonly TaskFact[], lead: LeadFact): TaskFact[] =>
  tasks.filter(
    ({ leadId, kind, assignee }) =>
      leadId === lead.id &&
      kind === 'qualification' &&
      (assignee?.id ?? null) === (lead.owner?.id ?? null),
  );
