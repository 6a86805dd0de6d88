import { z } from 'zod';

/**
 * The plugin's configuration (`config/plugins.ts`, key `crm`), with the defaults of behaviours.md. The
 * descriptions are what the README's table says.
 */
export const settingsSchema = z.strictObject({
  cascade: z
    .strictObject({
      protectSharedContacts: z
        .enum(['always', 'manual-only'])
        .default('always')
        .describe(
          'R8: does an active profile elsewhere keep a contact active when a lead closes by its score, too, or only when it is set inactive by hand?',
        ),
      protectStaffAndCompanies: z
        .boolean()
        .default(true)
        .describe(
          'X7: members of the team, and the primary contacts of other companies, stay active.',
        ),
      protectOpenOpportunities: z
        .boolean()
        .default(false)
        .describe('X8: contacts on a lead with an open opportunity stay active.'),
    })
    .prefault({}),
  closeLost: z
    .strictObject({
      policy: z
        .enum(['by-role', 'allow', 'request', 'deny'])
        .default('by-role')
        .describe(
          'R15: who may close a lead as lost. `by-role`: everyone on staff, until a role `close_lead_lost_permission` exists; then its holders ask, and others are refused. Managers and administrators close directly.',
        ),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
