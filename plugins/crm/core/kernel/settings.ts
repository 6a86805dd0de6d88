import { z } from 'zod';

/** The plugin's configuration (`config/plugins.ts`, key `crm`), with the defaults of behaviours.md. */
export const settingsSchema = z.strictObject({
  cascade: z
    .strictObject({
      /** R8: does an active profile elsewhere protect a contact when a lead closes by score, too? */
      protectSharedContacts: z.enum(['always', 'manual-only']).default('always'),
      /** X7: staff and the primary contacts of other companies stay active. */
      protectStaffAndCompanies: z.boolean().default(true),
      /** X8: contacts of a lead with an open opportunity stay active. */
      protectOpenOpportunities: z.boolean().default(false),
    })
    .prefault({}),
  closeLost: z
    .strictObject({
      /** R15: who may close a lead as lost. */
      policy: z.enum(['by-role', 'allow', 'request', 'deny']).default('by-role'),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
