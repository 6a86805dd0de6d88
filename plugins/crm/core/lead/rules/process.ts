import { creation, type Change } from '../../kernel/plan';
import { jsonText, type Ref } from '../../kernel/values';
import type { StepAssignee } from '../../qualification/process';
import type { LeadContext } from '../action';
import type { MemberFact, TaskProcess } from '../facts';
import { leadSubject, type LeadFact } from '../model';

interface StepOrder {
  readonly process: TaskProcess;
  readonly step: number;
  readonly form: Readonly<Record<string, unknown>>;
  readonly members: ReadonlyMap<string, MemberFact>;
}

/** E10: the task for one step of a qualification process; the lead waits for it (R23). */
export function taskFor(
  lead: LeadFact,
  { process, step, form, members }: StepOrder,
): { readonly task: Ref; readonly changes: readonly Change[] } {
  const { title = 'Request qualification data', assignee = 'owner' } = process.steps[step] ?? {};
  const { subject, changes } = creation('task', title, 'E10', {
    kind: 'qualification',
    title,
    lead: leadSubject(lead),
    assignee: assigneeOf(lead, assignee, members),
    status: 'open',
    process: jsonText(process),
    form: jsonText(form),
    step,
  });
  return { task: subject, changes };
}

/** Whoever has left the team does no step: it falls to the owner, who can have the lead reassigned. */
function assigneeOf(
  { owner, ownerManager }: LeadFact,
  assignee: StepAssignee,
  members: ReadonlyMap<string, MemberFact>,
): Ref | null {
  if (assignee === 'owner') return owner;
  if (assignee === 'manager') return ownerManager ?? owner;
  const member = members.get(assignee.member);
  return member?.active === true ? member : owner;
}

/** R24: the process of a stage as it is now; what runs keeps it, whatever it becomes later. */
export function processOf(
  { facts }: LeadContext<'processes'>,
  stage: { readonly documentId: string; readonly processId: number | null },
): { process: TaskProcess; members: ReadonlyMap<string, MemberFact> } | undefined {
  const found = stage.processId === null ? undefined : facts.processes.get(stage.processId);
  if (found === undefined) return undefined;
  const { documentId, name, version, steps, members } = found;
  return { process: { documentId, name, version, steps, stage: stage.documentId }, members };
}
