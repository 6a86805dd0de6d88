import { z } from 'zod';
import { marketingList } from '../../kernel/fields';
import { refuseField } from '../../kernel/refusals';
import { leadAction } from '../action';
import { leadSubject } from '../model';

/** S13: puts the lead on a list, whatever its state. */
export const addToMarketingList = leadAction({
  key: 'add-to-marketing-list',
  words: { label: 'Add to marketing list', done: 'added the lead to a marketing list' },
  grant: 'add-to-marketing-list',
  input: z.strictObject({ list: marketingList('Marketing list') }),
  needs: ['lists', 'doNotContact'],
  reads: [],
  whenInactive: false,
  bulk: true,

  decide({ lead, facts }, { list: named }) {
    const list = facts.lists.get(named);
    if (list === undefined) return refuseField('list', 'There is no such marketing list.');
    if (list.leadIds.has(lead.id)) {
      const because = `The lead is on "${list.label}" already.`;
      return { access: 'add-to-marketing-list', set: [], kept: [{ rule: 'X40', because }] };
    }
    const { id, documentId, label } = list;
    return {
      access: 'add-to-marketing-list',
      set: [],
      changes: [
        {
          subject: { record: 'marketing-list', id, documentId, label },
          field: 'leads',
          before: null,
          after: leadSubject(lead),
          rule: 'S13',
          deed: 'joined',
        },
      ],
      // Who must not be contacted is left out when something is sent, not before (R30).
      kept: (facts.doNotContact.get(lead.id) ?? []).map((person) => ({
        rule: 'X40',
        because: `${person.label} must not be contacted: nothing will be sent there.`,
      })),
    };
  },
});
