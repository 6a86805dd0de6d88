import { contactKeysOf, isSamePerson, phoneKeyOf, type LookAlike } from './look-alike';

describe('a phone number, compared', () => {
  it.each([
    ['+49 (0)30 1234-567', '030 / 1234567'],
    ['0049 30 1234567', '+49-30-1234567'],
    ['+1 (555) 123-4567', '555.123.4567 ext. 12'],
    ['+48 600 700 800', '６００７００８００'],
  ])('A17: %j and %j are one number', (left, right) => {
    expect(phoneKeyOf(left)).toBe(phoneKeyOf(right));
  });

  it('A17: other numbers are others, and an extension or a remark is none', () => {
    expect(phoneKeyOf('030 1234567')).not.toBe(phoneKeyOf('030 1234568'));
    expect(phoneKeyOf('-123')).toBeNull();
    expect(phoneKeyOf('by mail only')).toBeNull();
    expect(phoneKeyOf('')).toBeNull();
  });
});

describe('the name of a contact, compared', () => {
  it('A17: case, accents and white space make no other person', () => {
    expect(contactKeysOf({ firstName: ' ZOË', lastName: 'Größe ' }).nameKey).toBe(
      contactKeysOf({ firstName: 'Zoe', lastName: 'grosse' }).nameKey,
    );
  });

  it('is there for who has one name alone', () => {
    expect(contactKeysOf({ firstName: null, lastName: 'Björk' })).toEqual({
      nameKey: 'bjork',
      phoneKey: null,
    });
  });
});

describe('who is the same person', () => {
  const match = (given: Partial<LookAlike>): LookAlike => ({
    id: 1,
    documentId: 'c1',
    label: 'Ana',
    active: true,
    by: ['phone'],
    sameName: false,
    ...given,
  });

  it('A17: a shared number alone says nothing, with the name it does', () => {
    expect(isSamePerson(match({}))).toBe(false);
    expect(isSamePerson(match({ sameName: true }))).toBe(true);
    expect(isSamePerson(match({ by: ['name-and-company'] }))).toBe(true);
    expect(isSamePerson(match({ by: ['email'] }))).toBe(true);
  });
});
