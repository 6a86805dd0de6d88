import { z } from 'zod';
import { acceptInput, portalReply } from './portal';

/** The routes of contacts themselves: how they come into the portal, and what they see there. */
export const CONTACT_DOORS = [
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
