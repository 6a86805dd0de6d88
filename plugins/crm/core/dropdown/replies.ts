import { z } from 'zod';
import { operationReply } from '../history/replies';
import { refusalCode } from '../kernel/refusals';

export const usageReply = z.object({
  leads: z.int().meta({ description: 'Leads that hold the value in any of their fields.' }),
  leadsScoredOtherwise: z.int().meta({
    description: 'Of those, the ones scored with it when it had another master type.',
  }),
  uses: z.int().meta({ description: 'All records that hold it, leads among them.' }),
});

/** What scoring again did, or would do (X19). */
export const appliedReply = z.object({
  done: z.int(),
  inactiveLeads: z.int(),
  inactiveContacts: z.int(),
  kept: z.int(),
  refused: z.array(
    z.object({
      documentId: z.string(),
      label: z.string(),
      code: refusalCode,
      message: z.string(),
    }),
  ),
  sample: z.array(operationReply).meta({ description: 'The first few, in full.' }),
});
