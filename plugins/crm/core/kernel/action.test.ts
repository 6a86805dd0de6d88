import { z } from 'zod';
import { parseForm, parseInput } from './action';
import { company, dropdownValue, group, line, longText, neededText } from './fields';
import { isRefusal } from './refusals';

const schema = z.strictObject({
  name: z.string().max(3),
  count: z.number().min(2).optional(),
  done: z.boolean().optional(),
  ids: z.array(z.string()).max(1).optional(),
  way: z.enum(['turns', 'load']).optional(),
  score: dropdownValue('lead-score', 'Lead score'),
  notes: longText('Notes'),
});

const said = (raw: unknown): unknown => {
  const parsed = parseInput(schema, raw);
  if (!isRefusal(parsed)) return parsed;
  const errors = parsed.details['errors'] as { path: string[]; message: string }[];
  return errors.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('an input that is not right', () => {
  it.each([
    [{}, 'name: is missing.'],
    [{ name: 1 }, 'name: must be a text.'],
    [{ name: 'long' }, 'name: takes at most 3 characters.'],
    [{ name: 'a', count: '2' }, 'count: must be a number.'],
    [{ name: 'a', count: 1 }, 'count: is at least 2.'],
    [{ name: 'a', done: 'yes' }, 'done: must be true or false.'],
    [{ name: 'a', ids: 'x' }, 'ids: must be a list.'],
    [{ name: 'a', ids: ['x', 'y'] }, 'ids: takes at most 1 entries.'],
    [{ name: 'a', way: 'luck' }, 'way: Choose one of turns, load.'],
    [{ name: 'a', score: 1 }, 'score: must be a text.'],
    [{ name: 'a', notes: 1 }, 'notes: Notes must be a text.'],
    [{ name: 'a', more: 1 }, 'more: is not known here.'],
    [[], ': must be an object such as { }.'],
  ])('%j is told in words', (raw, sentence) => {
    expect(said(raw)).toEqual([sentence]);
  });
});

describe('the form of a deed', () => {
  const form = z.strictObject({
    notes: longText('Notes'),
    name: line('Name').optional(),
    reason: neededText('Reason'),
    score: dropdownValue('lead-score', 'Lead score'),
    company: company('Company').optional(),
    opportunity: group('Opportunity', { description: longText('Description') }).optional(),
  });

  it('takes null in a text that may be left out for leaving it out, nested ones too', () => {
    const opportunity = { description: null };

    expect(
      parseForm(form, { notes: null, name: null, reason: 'Moved', score: null, opportunity }),
    ).toEqual({ reason: 'Moved', score: null, opportunity: {} });
  });

  it('says of a text that has to be there that it is missing, and takes null for no record', () => {
    expect(parseForm(form, { reason: null })).toMatchObject({
      message: 'reason: Reason is missing.',
    });
    expect(parseForm(form, { reason: 'Moved', company: null })).toHaveProperty('refused', true);
  });
});
