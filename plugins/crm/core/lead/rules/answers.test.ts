import { aLead, FILLED, ref } from '../../testing/facts';
import { QUALIFICATION_FIELDS } from '../model';
import { isFilled, missingAnswers } from './answers';

describe('a field that a qualification needs', () => {
  it.each([
    ['a text', 'Roof'],
    ['a text in tags', '<p>Roof</p>'],
    ['a comparison', '3 < 4'],
    ['zero', 0],
    ['zero in words', '0'],
    ['false', false],
    ['a record', ref(1)],
  ])('X35: is filled by %s', (_what, value) => {
    expect(isFilled(value)).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['nothing at all', undefined],
    ['an empty text', ''],
    ['spaces', '  \t\n'],
    ['a space that does not break', '\u00a0'],
    ['an empty rich text', '<p><br></p>'],
    ['a rich text of spaces', '<p>&nbsp; </p>\n'],
  ])('X35: is not filled by %s', (_what, value) => {
    expect(isFilled(value)).toBe(false);
  });
});

describe('what a lead still lacks', () => {
  const owned = aLead({ owner: ref(7) });

  it('S7: is nothing once all ten are filled', () => {
    expect(missingAnswers(owned, FILLED)).toEqual([]);
  });

  it('S7: names the owner first, then the fields in their order', () => {
    expect(missingAnswers(aLead(), { ...FILLED, goal: ' ', channel: null })).toEqual([
      'owner',
      'goal',
      'channel',
    ]);
  });

  it('S7: is everything where nothing was ever said', () => {
    expect(missingAnswers(owned, undefined)).toEqual(QUALIFICATION_FIELDS);
    expect(['owner', ...QUALIFICATION_FIELDS]).toHaveLength(10);
  });
});
