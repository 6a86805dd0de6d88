import { tokenStands } from './token-stands';

const cut = new Date('2026-03-31T10:00:00.400Z');
const second = Math.floor(cut.getTime() / 1000);
const login = { active: true, validFrom: cut, hasSession: true };

describe('a token of the portal', () => {
  it('P2: counts for nothing while its contact is inactive', () => {
    const standing = { ...login, active: false };

    expect(tokenStands({ issuedAt: second + 60, session: 's' }, standing)).toBe(false);
    expect(tokenStands({ issuedAt: second + 60, session: null }, standing)).toBe(false);
  });

  it('P5 D8: from before stays dead when the contact is active again', () => {
    expect(tokenStands({ issuedAt: second - 1, session: 's' }, login)).toBe(false);
    expect(tokenStands({ issuedAt: second - 1, session: null }, login)).toBe(false);
    expect(tokenStands({ issuedAt: second, session: null }, login)).toBe(false);
    expect(tokenStands({ issuedAt: second, session: 's' }, { ...login, hasSession: false })).toBe(
      false,
    );
  });

  it('from afterwards stands', () => {
    expect(tokenStands({ issuedAt: second, session: 's' }, login)).toBe(true);
    expect(tokenStands({ issuedAt: second + 1, session: null }, login)).toBe(true);
  });

  it('stands where nothing has ever been cut', () => {
    expect(tokenStands({ issuedAt: 1, session: 's' }, { ...login, validFrom: null })).toBe(true);
  });
});
