import { z } from 'zod';
import { pathsOf } from '../testing/facts';
import { parseInput } from './action';
import {
  amount,
  chosenValue,
  company,
  contactGroup,
  day,
  dropdownValue,
  dueTime,
  fieldKind,
  flag,
  group,
  instant,
  line,
  longText,
  member,
  mergeIds,
  namedIds,
  neededText,
  pipeline,
  reason,
  several,
} from './fields';
import { isRefusal, type Refusal } from './refusals';

/** What a field makes of a value, or what it says against it. */
const read = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = parseInput(z.strictObject({ it: schema }), { it: value });
  return isRefusal(parsed) ? parsed : parsed.it;
};
const takes = (schema: z.ZodType, value: unknown): boolean => !isRefusal(read(schema, value));
const says = (schema: z.ZodType, value: unknown): string => {
  const answer = read(schema, value);
  return isRefusal(answer) ? answer.message : '';
};

const HTML = [
  '<b>bold</b>',
  '</div>',
  '<!-- hidden -->',
  'before <img src=x onerror=alert(1)> after',
  // Not closed, which a browser mends.
  '<img onerror=alert(1)',
  '<img src=x onerror=alert(1) ',
  '<svg/onload = alert(1)',
  '<SCRIPT src=x',
];
const TEXTS = {
  line: line('Name'),
  'long text': longText('Name'),
  'needed text': neededText('Name'),
  reason: reason('Name'),
};

describe('texts', () => {
  it.each(Object.entries(TEXTS))('X76: a %s is plain, without HTML', (_name, schema) => {
    for (const text of HTML) expect([text, takes(schema, text)]).toEqual([text, false]);
  });

  it.each(Object.entries(TEXTS))(
    'X76: a %s has no signs that cannot be read: no control signs, no half of an emoji',
    (_name, schema) => {
      for (const text of ['a\0b', 'a\u0007b', 'a\ud83d']) expect(takes(schema, text)).toBe(false);
    },
  );

  it.each(Object.entries(TEXTS))(
    'X76 X77: a %s may compare, quote, be right-to-left or an emoji',
    (_name, schema) => {
      for (const text of [
        '3 < 4 > 2',
        'under <5 and online = yes',
        'Müller & "Söhne"',
        "O'Brien",
        'שלום',
        '👩‍👩‍👧 family',
      ]) {
        expect(read(schema, text)).toBe(text);
      }
    },
  );

  it.each(Object.entries(TEXTS))('a %s is trimmed', (_name, schema) => {
    expect(read(schema, '  Roof ')).toBe('Roof');
  });

  it.each([
    '=1+1',
    '@SUM(A1)',
    '+SUM(A1)',
    '-cmd|x',
    '- @x',
    "-2+3+cmd|' /C calc'!A0",
    '+1+SUM(A1)',
  ])('X76: a line is no formula: %s', (text) => {
    expect(says(TEXTS.line, text)).toContain('formula');
  });

  it.each(['+49 (30) 123-456', '-', '-5', '+', '1 = 1', 'me@home'])(
    'X76: a line may be a phone number, a dash or a sign within: %s',
    (text) => {
      expect(read(TEXTS.line, text)).toBe(text);
    },
  );

  it.each(['=1+1', '=HYPERLINK("x")', '@SUM(A1)', '+1+SUM(A1)', '-2+cmd|x', '+Sheet1!A1'])(
    'X76: nor are several lines: %s',
    (text) => {
      for (const schema of [TEXTS['long text'], TEXTS['needed text'], TEXTS.reason]) {
        expect(says(schema, text)).toContain('formula');
      }
    },
  );

  it.each(['- first\n- second', '@Sam! Please call', '+49 30 123 (home)', '+49(30)123'])(
    'X76: several lines may begin with a dash, a name or a phone number: %j',
    (text) => {
      expect(read(TEXTS.reason, text)).toBe(text);
    },
  );

  it('X77: are no longer than what holds them', () => {
    expect(takes(line('Name'), 'x'.repeat(190))).toBe(true);
    expect(says(line('Name'), 'x'.repeat(191))).toContain('more than 190 characters');
    for (const schema of [longText('Name'), neededText('Name'), reason('Name')]) {
      expect(takes(schema, 'x'.repeat(10_000))).toBe(true);
      expect(says(schema, 'x'.repeat(10_001))).toContain('more than 10000 characters');
    }
  });

  it('say what is missing, and what is no text', () => {
    for (const nothing of [undefined, null, '', '  ']) {
      expect(says(line('Name'), nothing)).toBe('it: Name is missing.');
      expect(says(neededText('Name'), nothing)).toBe('it: Name is missing.');
    }
    expect(says(line('Name'), 7)).toBe('it: Name must be a text.');
    expect(read(longText('Name'), undefined)).toBeUndefined();
  });
});

describe('a reason', () => {
  const form = z.strictObject({ reason: reason('Reason'), city: line('City') });
  const refuse = (input: object) => parseInput(form, input) as Refusal;

  it.each([[{}], [{ reason: null }], [{ reason: ' ' }]])(
    'R21: has to be given: where only it is missing in %j, that is the refusal',
    (given) => {
      expect(refuse({ city: 'Ulm', ...given }).code).toBe('reason.required');
    },
  );

  it('R21: is one of several mistakes where there are others', () => {
    const refusal = refuse({});

    expect(refusal.code).toBe('input.invalid');
    expect(pathsOf(refusal)).toEqual(['reason', 'city']);
  });

  it('R21: that is no text, or no plain one, is wrong and not missing', () => {
    expect(refuse({ city: 'Ulm', reason: 7 }).code).toBe('input.invalid');
    expect(refuse({ city: 'Ulm', reason: '<b>No</b>' }).code).toBe('input.invalid');
  });
});

describe('numbers, days and flags', () => {
  it.each([0, 0.01, 1200, 99_999_999.99])('an amount may be %d', (value) => {
    expect(read(amount('Revenue'), value)).toBe(value);
  });

  it.each([-0.01, 100_000_000, Number.NaN, Number.POSITIVE_INFINITY, '12', null])(
    'an amount is not %p',
    (value) => {
      expect(takes(amount('Revenue'), value)).toBe(false);
    },
  );

  it.each(['1900-01-01', '2024-02-29', '2200-12-31'])('a day may be %s', (value) => {
    expect(read(day('Close date'), value)).toBe(value);
  });

  it.each([
    '1899-12-31',
    '2201-01-01',
    '2026-02-29',
    '2026-2-3',
    '2026-03-31T10:00:00Z',
    '31.03.2026',
    20_260_331,
    null,
  ])('X75: a day is not %p', (value) => {
    expect(takes(day('Close date'), value)).toBe(false);
  });

  it('X75: an instant is kept in UTC, a plain date as its midnight', () => {
    expect(read(instant('At'), '2026-03-31T10:00:00+02:00')).toBe('2026-03-31T08:00:00.000Z');
    expect(read(instant('At'), '2026-03-31')).toBe('2026-03-31T00:00:00.000Z');
    expect(takes(instant('At'), '2026-03-31T10:00:00')).toBe(false);
  });

  it('a flag is true or false, and nothing like it', () => {
    expect(read(flag('Another', true), undefined)).toBe(true);
    expect(takes(flag('Another', true), 'yes')).toBe(false);
  });
});

describe('what an input names', () => {
  const form = z.strictObject({
    owner: member('Owner'),
    code: chosenValue('disqualification-code', 'Code').optional(),
    channel: dropdownValue('channel', 'Channel'),
    title: line('Title').optional(),
    opportunity: group('Opportunity', {
      responsible: member('Responsible').optional(),
      company: company('Company').optional(),
      deal: group('Deal', { pipeline: pipeline('Pipeline', 'opportunity') }).optional(),
    }).optional(),
  });
  const named = (input: object) => Object.fromEntries(namedIds(form, { ...input }));

  it('is found by record, however deep, each once', () => {
    expect(
      named({
        owner: 'sam',
        code: 'c',
        channel: 'web',
        title: 'Villa',
        opportunity: { responsible: 'sam', company: 'acme', deal: { pipeline: 'p' } },
      }),
    ).toEqual({
      member: ['sam'],
      'dropdown-value': ['c', 'web'],
      company: ['acme'],
      pipeline: ['p'],
    });
  });

  it('is found in a list, of records and of groups', () => {
    const lists = z.strictObject({
      groups: several('Groups', contactGroup('Group')).optional(),
      deals: several('Deals', group('Deal', { company: company('Company') })),
    });
    const input = { groups: ['live', 'live', 'news', 7], deals: [{ company: 'acme' }, {}, 'x'] };

    expect(Object.fromEntries(namedIds(lists, input))).toEqual({
      'contact-group': ['live', 'news'],
      company: ['acme'],
    });
    expect(namedIds(lists, { groups: 'live', deals: null }).size).toBe(0);
  });

  it('is nothing in what is empty, or not what it should be', () => {
    expect(named({})).toEqual({});
    expect(named({ owner: null, channel: 7, opportunity: 'x', colour: 'red' })).toEqual({});
    expect(named({ opportunity: null })).toEqual({});
  });

  it('of several inputs is put together, each once', () => {
    const merged = mergeIds([
      new Map([['member', ['sam', 'sue']]]),
      new Map([
        ['member', ['sue', 'max']],
        ['stage', ['new']],
      ]),
    ]);

    expect(Object.fromEntries(merged)).toEqual({ member: ['sam', 'sue', 'max'], stage: ['new'] });
  });

  it('has to look like a documentId', () => {
    for (const id of ['', null, 7, 'x'.repeat(101), 'a\0b']) {
      expect(takes(member('Owner'), id)).toBe(false);
    }
  });

  it('is known of an optional field as well, for whoever draws it', () => {
    expect(fieldKind(pipeline('Pipeline', 'lead').optional())).toEqual({
      kind: 'pipeline',
      pipelines: 'lead',
    });
    expect(fieldKind(chosenValue('channel', 'Channel').nullable())).toEqual({
      kind: 'dropdown-value',
      type: 'channel',
    });
    expect(fieldKind(line('Name'))).toBeUndefined();
  });
});

describe('when something is due', () => {
  const due = dueTime('Follow up on');

  it.each(['2026-03-31', '2026-03-31T09:00', '2026-03-31T09:00:30Z', '2026-03-31T09:00+02:00'])(
    'R25: takes %s as it is written: who reads it knows the time zone',
    (text) => {
      expect(read(due, text)).toBe(text);
    },
  );

  it.each(['tomorrow', '2026-02-30', '31.03.2026', '09:00', 7, null])(
    'does not take %p',
    (value) => {
      expect(says(due, value)).toContain('Follow up on must be a time such as 2026-03-31T09:00');
    },
  );

  it.each(['1899-12-31', '2201-01-01T00:00'])('does not reach to %s', (text) => {
    expect(says(due, text)).toContain('between 1900 and 2200');
  });
});
