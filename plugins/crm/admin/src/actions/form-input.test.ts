import { qualificationForm } from '../../../core/qualification/input';
import {
  changedIn,
  forPreview,
  isComplete,
  said,
  startingInput,
  withChange,
  type Input,
} from './form-input';
import { readFields, schemaOf, type Field } from './read-fields';

const fields = readFields(schemaOf(qualificationForm));
const reason = (required: boolean): Field[] => [
  { name: 'reason', title: 'Reason', kind: 'long-text', required },
];

describe('the input of a form', () => {
  it('starts with what the server fills in, and with the defaults', () => {
    const input = startingInput(fields, { name: 'Flat', responsible: 'sam', unknown: 1 });

    expect(input).toEqual({
      name: 'Flat',
      responsible: 'sam',
      type: 'deal-and-company',
      createAnother: false,
    });
  });

  it('says nothing of fields that are empty, nor of a group in which nothing is filled', () => {
    const data = said(fields, { city: 'Graz', name: '', newCompany: { name: '' } });

    expect(data).toEqual({ city: 'Graz' });
  });

  it('is complete once what is required is there, in an opened group too', () => {
    const enough = { city: 'Graz', sellingDirection: 'x' };

    expect(isComplete(fields, { city: 'Graz' })).toBe(false);
    expect(isComplete(fields, enough)).toBe(true);
    expect(isComplete(fields, { ...enough, newCompany: { website: 'a.at' } })).toBe(false);
    expect(isComplete(fields, { ...enough, newCompany: { name: 'A' } })).toBe(true);
  });

  it('is not complete while something in it cannot be read, though it may be left out', () => {
    const dated: Field[] = [
      { name: 'day', title: 'Day', kind: 'date', future: false, required: false },
      { name: 'due', title: 'Due', kind: 'moment', required: false },
      { name: 'sum', title: 'Sum', kind: 'number', required: false },
    ];
    const complete = (data: Input) => isComplete(dated, data);

    expect(complete({ day: '2026-12-24', due: '2026-12-24T09:30', sum: 19 })).toBe(true);
    expect(complete({ day: '24/12/2026' })).toBe(false);
    expect(complete({ due: '24/12/2026T09:30' })).toBe(false);
    expect(complete({ due: '2026-12-24T25:99' })).toBe(false);
    expect(complete({ sum: '1e9' })).toBe(false);
  });

  it('tells which fields somebody has been at', () => {
    const before = { city: 'Graz', newCompany: { name: 'A', website: 'a.at' } };
    const after = { city: 'Graz', newCompany: { name: 'B', website: 'a.at' }, name: 'Flat' };

    expect(changedIn(before, after)).toEqual(['newCompany.name', 'name']);
  });

  it('sends a group that has to be there even while nothing is in it', () => {
    const group: Field = { ...reason(false)[0]!, kind: 'group', fields: [], drawn: 'open' };

    expect(said([group], {})).toEqual({ reason: {} });
  });

  it('forgets the company that was chosen when a new one is named, and the reverse', () => {
    const named = withChange({ company: 'c1' }, 'newCompany', { name: 'New' });
    const chosen = withChange(named, 'company', 'c2');

    expect(named).toEqual({ company: undefined, newCompany: { name: 'New' } });
    expect(chosen).toEqual({ company: 'c2', newCompany: undefined });
  });

  it('forgets what another stage asked for', () => {
    expect(withChange({ stage: 's1', data: { owner: 'sam' } }, 'stage', 's2')).toEqual({
      stage: 's2',
      data: undefined,
    });
  });

  it('L15 L20: says the groups that are chosen, and none as well; required, one has to be', () => {
    const groups = (required: boolean): Field[] => [
      { name: 'contactGroups', title: '', kind: 'records', of: 'contact-group', required },
    ];

    expect(startingInput(groups(false), { contactGroups: ['live'] })).toEqual({
      contactGroups: ['live'],
    });
    expect(said(groups(false), { contactGroups: [] })).toEqual({ contactGroups: [] });
    expect(isComplete(groups(false), { contactGroups: [] })).toBe(true);
    expect(isComplete(groups(true), { contactGroups: [] })).toBe(false);
    expect(isComplete(groups(true), { contactGroups: ['live'] })).toBe(true);
  });

  it('is previewed without a reason that may be left out', () => {
    expect(forPreview(reason(false), { reason: 'Gone' })).toEqual({});
    expect(forPreview(reason(true), { reason: 'Gone' })).toEqual({ reason: 'Gone' });
  });
});
