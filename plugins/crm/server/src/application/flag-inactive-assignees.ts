import type { Core } from '@strapi/strapi';
import { withInactiveAssignee } from '../facts/inactive-assignees';
import { reading } from '../store/transaction';

interface Task {
  readonly documentId: string;
}

/** X23: a task stays with whom it was given to; whether they are inactive is said with it. */
export async function flagInactiveAssignees<Read extends Task>(
  strapi: Core.Strapi,
  tasks: readonly Read[],
): Promise<(Read & { assigneeInactive: boolean })[]> {
  const ids = tasks.map(({ documentId }) => documentId);
  const inactive = await reading(strapi, (tx) => withInactiveAssignee(tx, ids));
  return tasks.map((task) => ({ ...task, assigneeInactive: inactive.has(task.documentId) }));
}
