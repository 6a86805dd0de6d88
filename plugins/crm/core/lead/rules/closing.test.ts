import { closingKind, protectsContacts, standing } from './closing';

describe('what a lead stands at', () => {
  it.each([
    ['new', null, null, 'open', null],
    ['assigned', 'hot', 'tour', 'open', null],
    ['assigned', 'lost-lead', null, 'closed', 'lost'],
    ['new', null, 'unqualified', 'closed', 'unqualified'],
    ['new', 'lost-lead', 'death', 'closed', 'deceased'],
    ['qualified', null, null, 'closed', 'qualified'],
    ['disqualified', null, null, 'closed', 'unqualified'],
    ['won', 'lost-lead', null, 'closed', 'won'],
    ['dropped', null, null, 'closed', 'dropped'],
  ] as const)(
    'R2 R3: %s scored %s and %s is %s, outcome %s',
    (state, score, status, expected, outcome) => {
      expect(standing(state, score, status)).toEqual({ status: expected, outcome });
    },
  );

  it('R4: death outranks loss, loss outranks unqualified', () => {
    expect(closingKind('unqualified', 'lost-lead')).toBe('lost-lead');
    expect(closingKind('death', 'lost-lead')).toBe('death');
    expect(closingKind('cold', 'inquiry')).toBeNull();
  });

  it.each([
    [true, null, true],
    [true, 'qualified', true],
    [true, 'won', true],
    [true, 'lost', false],
    [true, 'unqualified', false],
    [false, null, false],
    [false, 'won', false],
  ] as const)('R7 X4: active %s with outcome %s protects: %s', (active, outcome, expected) => {
    expect(protectsContacts({ active, outcome })).toBe(expected);
  });
});
