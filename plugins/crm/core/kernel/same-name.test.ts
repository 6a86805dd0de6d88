import { isSameName } from './same-name';

describe('a name that another one has', () => {
  it.each([' sales ', 'SALES', 'Sales'])('is the same, however it is written: "%s"', (name) => {
    expect(isSameName('Sales', name)).toBe(true);
  });

  it('is the same in either way to write an umlaut, and another one is not', () => {
    expect(isSameName('\u00dcber', 'U\u0308ber')).toBe(true);
    expect(isSameName('Sales', 'Sale')).toBe(false);
  });
});
