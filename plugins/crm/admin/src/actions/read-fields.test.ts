import { contactActions, leadActions } from '../../../core';
import { INACTIVE_REASONS } from '../../../core/contact/model';
import { formOf } from '../../../core/qualification/form';
import { qualificationForm } from '../../../core/qualification/input';
import { BUILT_IN_PROCESS } from '../../../core/qualification/process';
import en from '../translations/en.json';
import { readFields, schemaOf, type Field } from './read-fields';

const fieldsOf = (actions: typeof leadActions | typeof contactActions, key: string) => {
  const action = actions.find(key);
  return action === undefined ? [] : readFields(schemaOf(action.input));
};

const everyTitle = (fields: readonly Field[]): string[] =>
  fields.flatMap((field) => [
    field.title,
    ...(field.kind === 'group' ? everyTitle(field.fields) : []),
  ]);

describe('the fields of a dialog', () => {
  it('are pickers of the right dropdown for a score, which can be emptied', () => {
    const picker = { kind: 'dropdown-value', nullable: true, required: false };

    expect(fieldsOf(leadActions, 'score')).toEqual([
      { ...picker, name: 'leadScore', title: 'Lead score', type: 'lead-score' },
      { ...picker, name: 'statusCode', title: 'Status code', type: 'status-code' },
      { ...picker, name: 'lostReason', title: 'Lost reason', type: 'lost-reason' },
    ]);
  });

  it('are a text of several lines and a flag with its default for setting a lead active', () => {
    expect(fieldsOf(leadActions, 'activate')).toMatchObject([
      { name: 'reason', kind: 'long-text', required: false },
      { name: 'restoreContacts', kind: 'flag', byDefault: true },
    ]);
  });

  it('are a choice and a day that lies ahead for setting a contact inactive', () => {
    expect(fieldsOf(contactActions, 'deactivate')).toMatchObject([
      { name: 'reason', title: 'Reason', kind: 'choice', options: [...INACTIVE_REASONS] },
      { name: 'until', title: 'Until', kind: 'date', future: true },
    ]);
  });

  it('are each of its kind for a qualification, the new company folded (S8)', () => {
    expect(readFields(schemaOf(qualificationForm))).toMatchObject([
      { name: 'name', kind: 'text' },
      { name: 'responsible', kind: 'record', of: 'member' },
      { name: 'city', kind: 'text', required: true },
      { name: 'sellingDirection', kind: 'dropdown-value', nullable: false, required: true },
      { name: 'currentSituation', kind: 'long-text' },
      { name: 'estimatedRevenue', kind: 'number' },
      { name: 'estimatedCloseDate', kind: 'date', future: false },
      { name: 'description', kind: 'long-text' },
      { name: 'company', kind: 'record', of: 'company' },
      {
        name: 'newCompany',
        kind: 'group',
        drawn: 'folded',
        fields: [{ name: 'name', required: true }, { name: 'website' }, { name: 'taxNumber' }],
      },
      { name: 'type', kind: 'choice', byDefault: 'deal-and-company' },
      { name: 'pipeline', kind: 'record', of: 'pipeline', pipelines: 'opportunity' },
      { name: 'createAnother', kind: 'flag', byDefault: false },
    ]);
  });

  it('L15: are contact groups to choose several of, closing as lost or won', () => {
    for (const action of ['close-lost', 'close-won']) {
      expect(fieldsOf(leadActions, action)).toContainEqual({
        name: 'contactGroups',
        title: 'Contact groups',
        required: false,
        kind: 'records',
        of: 'contact-group',
      });
    }
  });

  it('leave out what only an action that follows can fill (X62)', () => {
    expect(fieldsOf(leadActions, 'change-stage').map(({ name }) => name)).toEqual(['stage']);
  });

  it('have a title each that the translations know, whatever the action', () => {
    const known = new Set<string>(
      Object.entries(en).flatMap(([id, title]) => (id.startsWith('crm.field.') ? [title] : [])),
    );
    const forms = [...leadActions.all, ...contactActions.all].map(({ input }) => input);
    const steps = BUILT_IN_PROCESS.steps.map((step) => formOf(step));
    const titles = [...forms, ...steps].flatMap((form) => everyTitle(readFields(schemaOf(form))));

    expect(titles.filter((title) => !known.has(title))).toEqual([]);
  });
});
