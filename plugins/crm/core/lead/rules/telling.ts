import type { Ref } from '../../kernel/values';
import { CLOSE_LOST_NOTIFICATION_ROLE } from '../../notification/model';
import type { Told } from '../../notification/told';
import type { LeadFact } from '../model';

/** Whoever gets a lead from somebody else hears of it. */
export const tellsNewOwner = (owner: Ref): Told[] => [
  { kind: 'lead.assigned', to: [{ member: owner }] },
];

/** R17, L3: a lead is lost. The notification role hears of it, and the owner if somebody else closed it. */
export const tellsOfLoss = (lead: LeadFact, reason?: string | null): Told[] => [
  {
    kind: 'lead.closed-lost',
    to: [
      { role: CLOSE_LOST_NOTIFICATION_ROLE },
      ...(lead.owner === null ? [] : [{ member: lead.owner }]),
    ],
    ...(reason === undefined || reason === null ? {} : { note: `Reason: ${reason}` }),
  },
];
