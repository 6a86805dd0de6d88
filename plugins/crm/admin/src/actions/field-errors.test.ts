import { allShown, errorsIn, fieldErrors, toldIn } from './field-errors';
import type { Field } from './read-fields';

const named = (name: string) => ({ name, title: name, required: false });
const fields: Field[] = [
  { ...named('code'), kind: 'text' },
  {
    ...named('opportunity'),
    kind: 'group',
    drawn: 'open',
    fields: [{ ...named('city'), kind: 'text' }],
  },
];

describe('what the server finds wrong', () => {
  it('is said at the fields it names, inside of groups too', () => {
    const errors = fieldErrors({
      message: 'opportunity.city: City is missing.',
      details: { errors: [{ path: ['opportunity', 'city'], message: 'City is missing.' }] },
    });

    expect(errors).toEqual({ 'opportunity.city': 'City is missing.' });
    expect(errorsIn(errors, 'opportunity')).toEqual({ city: 'City is missing.' });
    expect(allShown(fields, errors)).toBe(true);
  });

  it('is said at the one field that a refusal is about', () => {
    const retired = { message: '"Old" has been retired.', details: { field: 'code' } };

    expect(fieldErrors(retired)).toEqual({ code: '"Old" has been retired.' });
  });

  it('is not all at the fields where one of them is not drawn, or none is named', () => {
    expect(allShown(fields, { code: 'No.', stage: 'No.' })).toBe(false);
    expect(allShown(fields, fieldErrors({ message: 'This lead is inactive.' }))).toBe(false);
    expect(allShown(fields, fieldErrors(undefined))).toBe(false);
  });

  it('is told of the fields that somebody has been at', () => {
    const errors = {
      code: 'Choose one.',
      'opportunity.city': 'City is missing.',
      city: 'Missing.',
    };

    expect(toldIn(errors, [])).toEqual({});
    expect(toldIn(errors, ['opportunity'])).toEqual({ 'opportunity.city': 'City is missing.' });
    expect(toldIn(errors, ['opportunity.name', 'code'])).toEqual({ code: 'Choose one.' });
  });
});
