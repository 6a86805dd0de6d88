import { z } from 'zod';
import { refusalCode } from '../kernel/refusals';

const reference = z.object({ documentId: z.string(), label: z.string() });

/** A request that waits, and who can decide on it as things are now (R16). */
export const waitingReply = z.object({
  documentId: z.string(),
  lead: reference,
  requester: reference.nullable(),
  askedAt: z.iso.datetime().nullable(),
  form: z.looseObject({}).meta({ description: 'What was filled in for close-lost.' }),
  deciders: z.array(reference),
  mayDecide: z.boolean().meta({ description: 'May the caller approve or decline it?' }),
  mayWithdraw: z.boolean().meta({ description: 'Is it the caller who asked?' }),
  stuck: z.boolean().meta({ description: 'Nobody can decide on it; an administrator has to act.' }),
});
export type WaitingReply = z.output<typeof waitingReply>;

/** X48: what became of one of several requests that were decided on at once. */
export const decidedReply = z.object({
  documentId: z.string(),
  outcome: z.enum(['approved', 'declined', 'withdrawn', 'refused']),
  refusal: z.object({ code: refusalCode, message: z.string() }).nullable(),
});
export type DecidedReply = z.output<typeof decidedReply>;

/** X48: which of the waiting requests are decided on, and how. */
export const decideInput = z.strictObject({
  requests: z.array(z.string().min(1).max(100)).min(1).max(500),
  decision: z.enum(['approve', 'decline', 'withdraw']),
  note: z.string().optional(),
});
