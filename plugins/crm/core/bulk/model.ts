export const BULK_JOB_STATUSES = [
  'queued',
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
] as const;
