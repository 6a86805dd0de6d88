import { z } from 'zod';
import { parseInput } from './action';
import { dropdownValue, longText } from './fields';
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
