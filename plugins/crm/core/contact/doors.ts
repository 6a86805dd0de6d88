import { z } from 'zod';
import { refusalCode } from '../kernel/refusals';
import { keeperReply, keepersMeta } from './keepers';
import { lookAlikeReply, lookAlikesInput } from './look-alike';
import { acceptInput, portalReply } from './portal';

/** P10, R29: what would be said to whoever deletes a contact now. */
const deletionReply = z.object({
  allowed: z.boolean(),
  refusal: z.object({ code: refusalCode, message: z.string() }).nullable(),
});
export type DeletionReply = z.output<typeof deletionReply>;

/** The routes of contacts: who looks like whom, what keeps one active, how they come into the portal and what they see there. */
export const CONTACT_DOORS = [
  {
    method: 'POST' as const,
    record: 'contact' as const,
    handler: 'lookAlikes',
    path: '/contacts/look-alikes',
    label: 'See whether a contact is here already',
    contract: {
      body: z.strictObject({ data: lookAlikesInput }),
      answers: { data: z.array(z.object({ matches: z.array(lookAlikeReply) })) },
    },
  },
  {
    method: 'GET' as const,
    record: 'contact' as const,
    handler: 'keptActiveBy',
    path: '/contacts/:id/kept-active-by',
    label: 'See what keeps a contact active',
    contract: { answers: { data: z.array(keeperReply), meta: keepersMeta } },
  },
  {
    method: 'GET' as const,
    record: 'contact' as const,
    handler: 'deletion',
    path: '/contacts/:id/deletion',
    label: 'See whether a contact can be deleted, and why not',
    contract: { answers: { data: deletionReply } },
  },
  {
    method: 'GET' as const,
    record: 'contact' as const,
    handler: 'portalMe',
    path: '/portal/me',
    label: 'See what is one’s own in the portal',
    side: 'api' as const,
    onlyFor: ['crm_portal'] as const,
    contract: { answers: { data: portalReply } },
  },
  {
    method: 'POST' as const,
    record: 'contact' as const,
    handler: 'acceptInvitation',
    path: '/portal/accept',
    label: 'Accept an invitation to the portal',
    side: 'api' as const,
    open: true as const,
    onlyFor: [],
    contract: {
      body: z.strictObject({ data: acceptInput }),
      answers: { data: z.object({ email: z.string() }) },
    },
  },
];
