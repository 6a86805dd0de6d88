import { z } from 'zod';
import { choice, instant } from '../../kernel/fields';
import { refuse, refuseField } from '../../kernel/refusals';
import type { Kept, Subject } from '../../kernel/plan';
import { THIS_OPERATION } from '../../kernel/values';
import { contactAction } from '../action';
import { INACTIVE_REASONS, type ContactFact } from '../model';
import { fields } from '../rules/plan-people';

/** X25: the later reason wins. One that comes without a date does not end with the earlier one's. */
const stillUntil = (
  { active, inactiveReason, inactiveUntil }: ContactFact,
  reason: string | undefined,
): string | null =>
  active || (reason !== undefined && reason !== inactiveReason) ? null : inactiveUntil;

/** P1, P6, R11: sets a contact inactive, with a reason and, if wanted, until a date. */
export const deactivate = contactAction({
  key: 'deactivate',
  words: { label: 'Set inactive', done: 'set the contact inactive' },
  grant: 'deactivate',
  input: z.strictObject({
    reason: choice('Reason', INACTIVE_REASONS),
    until: instant('Until'),
  }),
  whenInactive: true,
  bulk: true,

  decide({ contact, now, openWork = [] }, { reason, until }) {
    if (contact.erasedAt !== null) return refuse('contact.erased');
    if (until != null && until <= now.toISOString()) {
      return refuseField('until', 'Choose a date in the future.');
    }
    // Set inactive again without saying anything new: nothing changes, and the provenance stays (X6).
    if (!contact.active && reason === undefined && until === undefined) return { changes: [] };
    const changes = fields(contact, 'P1', {
      active: false,
      inactiveReason: reason ?? contact.inactiveReason ?? 'other',
      inactiveUntil: until === undefined ? stillUntil(contact, reason) : until,
      ...(reason === 'deceased' ? { deceased: true, doNotContact: true } : {}),
    });
    if (changes.length === 0) return { changes };
    // From now on this keeps the contact down, whatever took it before (R12, X25).
    return {
      changes: [...changes, ...fields(contact, 'R12', { inactivatedBy: THIS_OPERATION })],
      kept: contact.active ? openWork.map(staysTheirs) : [],
    };
  },
});

/** X23: what they were given stays with them, and somebody may want to give it to somebody else. */
const staysTheirs = (subject: Subject): Kept => ({
  subject,
  rule: 'X23',
  because: 'Stays with the contact, who is inactive then. Give it to somebody else.',
});
