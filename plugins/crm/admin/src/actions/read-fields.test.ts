import { contactActions, leadActions } from '../../../core';
import { INACTIVE_REASONS } from '../../../core/contact/model';
import { readFields } from './read-fields';

const fieldsOf = (actions: typeof leadActions | typeof contactActions, key: string) => {
  const action = actions.find(key);
  return action === undefined ? [] : readFields(action.input);
};

describe('the fields of a dialog', () => {
  it('are pickers of the right dropdown for a score', () => {
    expect(fieldsOf(leadActions, 'score')).toEqual([
      { name: 'leadScore', title: 'Lead score', kind: 'dropdown-value', type: 'lead-score' },
      { name: 'statusCode', title: 'Status code', kind: 'dropdown-value', type: 'status-code' },
      { name: 'lostReason', title: 'Lost reason', kind: 'dropdown-value', type: 'lost-reason' },
    ]);
  });

  it('are a text and a flag with its default for setting a lead active', () => {
    expect(fieldsOf(leadActions, 'activate')).toMatchObject([
      { name: 'reason', kind: 'text' },
      { name: 'restoreContacts', kind: 'flag', byDefault: true },
    ]);
  });

  it('are a choice and a date for setting a contact inactive', () => {
    expect(fieldsOf(contactActions, 'deactivate')).toEqual([
      { name: 'reason', title: 'Reason', kind: 'choice', options: [...INACTIVE_REASONS] },
      { name: 'until', title: 'Until', kind: 'date' },
    ]);
  });

  it('have a title each, whatever the action', () => {
    const all = [...leadActions.all, ...contactActions.all].flatMap(({ input }) =>
      readFields(input),
    );

    for (const { title } of all) expect(title).toMatch(/^[A-Z]/);
  });
});
