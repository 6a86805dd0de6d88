import { z } from 'zod';
import { flag, longText } from '../../kernel/fields';
import { refuse } from '../../kernel/refusals';
import { leadAction } from '../action';

/** S14: sets the lead active again; its own contacts come back with it (R12). */
export const activate = leadAction({
  key: 'activate',
  words: { label: 'Set active', done: 'set the lead active' },
  grant: 'activate',
  input: z.strictObject({
    reason: longText('Reason'),
    restoreContacts: flag('Set active again the contacts that its closing made inactive', true),
  }),
  reads: [],
  whenInactive: true,
  bulk: true,

  hindrance: ({ active }) =>
    active ? refuse('lead.state', { because: 'This lead is active.' }) : null,

  decide({ lead }, { restoreContacts }) {
    if (lead.active) return { access: 'activate', set: [] };
    return {
      access: 'activate',
      set: [{ field: 'active', after: true, rule: 'S14' }],
      restore: restoreContacts,
    };
  },
});
