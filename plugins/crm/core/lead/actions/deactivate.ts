import { z } from 'zod';
import { longText } from '../../kernel/fields';
import { leadAction } from '../action';

/** A2, S14: sets the lead inactive by hand; everyone on it goes along, save whom R7 protects. */
export const deactivate = leadAction({
  key: 'deactivate',
  words: { label: 'Set inactive', done: 'set the lead inactive' },
  grant: 'deactivate',
  // A7: the reason is recommended, never forced.
  input: z.strictObject({ reason: longText('Reason', 'Recommended. It is kept in the history.') }),
  reads: [],
  whenInactive: false,
  bulk: true,

  decide: () => ({
    access: 'deactivate',
    set: [{ field: 'active', after: false, rule: 'A2' }],
    cascade: { scope: 'everyone', reason: 'lost-lead', death: false },
  }),
});
