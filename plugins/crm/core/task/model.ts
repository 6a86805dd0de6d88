/** A step of a qualification process, or anything else that somebody is to do. */
export const TASK_KINDS = ['qualification', 'to-do'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATUSES = ['open', 'done', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
