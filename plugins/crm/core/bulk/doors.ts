import {
  allocateBody,
  bulkBody,
  bulkJobReply,
  bulkMeta,
  bulkProgressReply,
  progressMeta,
  progressQuery,
  startedReply,
} from './replies';

const ORDER_DOORS = (['pause', 'resume', 'cancel'] as const).map((order) => ({
  method: 'POST' as const,
  record: 'bulk-job' as const,
  handler: order,
  path: `/bulk-jobs/:id/${order}`,
  label: `${order[0]?.toUpperCase()}${order.slice(1)} a bulk job`,
  contract: { answers: { data: bulkJobReply } },
}));

/** L19, E21: many leads at once, and the jobs that they become. */
export const BULK_DOORS = [
  {
    method: 'POST' as const,
    record: 'lead' as const,
    handler: 'bulk',
    path: '/leads/bulk',
    label: 'Do an action to many leads',
    contract: {
      takes: ['preview'] as const,
      body: bulkBody,
      statuses: [202, 200] as const,
      answers: { data: startedReply, meta: bulkMeta },
    },
  },
  {
    method: 'POST' as const,
    record: 'lead' as const,
    handler: 'allocate',
    path: '/leads/allocate',
    label: 'Share leads out among members',
    contract: {
      takes: ['preview'] as const,
      body: allocateBody,
      statuses: [202, 200] as const,
      answers: { data: startedReply, meta: bulkMeta },
    },
  },
  {
    method: 'GET' as const,
    record: 'bulk-job' as const,
    handler: 'progress',
    path: '/bulk-jobs/:id',
    label: 'See how far a bulk job is',
    contract: {
      takes: ['pagination'] as const,
      query: progressQuery,
      answers: { data: bulkProgressReply, meta: progressMeta },
    },
  },
  ...ORDER_DOORS,
  {
    method: 'POST' as const,
    record: 'bulk-job' as const,
    handler: 'undo',
    path: '/bulk-jobs/:id/undo',
    label: 'Undo a bulk job as a whole',
    contract: {
      takes: ['preview'] as const,
      statuses: [202, 200] as const,
      answers: { data: startedReply, meta: bulkMeta },
    },
  },
];
