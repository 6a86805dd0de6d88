import { z } from 'zod';
import { keeperReply, keepersMeta } from './keepers';
import { lookAlikeReply, lookAlikesInput } from './look-alike';
import { acceptInput, portalReply } from './portal';

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
