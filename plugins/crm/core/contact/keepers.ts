import { z } from 'zod';

/** R7, X7, X8: what keeps a contact active, whichever lead is closed or set inactive beside it. */
export const keeperReply = z.object({
  record: z.enum(['lead', 'member', 'company', 'opportunity']),
  documentId: z.string(),
  label: z.string(),
  rule: z.string().meta({ description: 'The rule by which it does.' }),
});
export type Keeper = z.output<typeof keeperReply>;

export const keepersMeta = z.object({
  total: z.int().meta({ description: 'How many there are; the newest of many are told.' }),
});
