import { z } from 'zod';
import { refusalCode } from '../kernel/refusals';
import { EVENT_DEED_KEYS } from './model';

const MANY = 1000;

/** One deed on many events; what cannot be done to one of them does not keep it from the others. */
export const eventBulk = z.strictObject({
  action: z.enum(EVENT_DEED_KEYS),
  ids: z
    .array(z.string().min(1).max(100))
    .min(1, 'Name at least one event.')
    .max(MANY, `Name at most ${MANY} events.`)
    .meta({ description: 'The documentIds of the events.' }),
  data: z.looseObject({}).optional().meta({ description: 'The input of the action.' }),
});

export const eventBulkReply = z.object({
  done: z.int().meta({ description: 'How many it was done to.' }),
  operations: z
    .array(z.string())
    .meta({ description: 'One for each lead or contact; each can be undone.' }),
  refused: z.array(
    z.object({
      documentId: z.string(),
      label: z.string(),
      code: refusalCode,
      message: z.string(),
    }),
  ),
});
export type EventBulkReply = z.output<typeof eventBulkReply>;
