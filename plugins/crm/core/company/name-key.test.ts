import { nameKeyOf, websiteKeyOf } from './name-key';

describe('the name of a company, compared', () => {
  it.each([
    ['Norvik AS', '  norvik \t as '],
    ['Café Größe', 'CAFE GROSSE'],
    ['ＡＢＣ', 'abc'],
  ])('S20: %j and %j are one company', (left, right) => {
    expect(nameKeyOf(left)).toBe(nameKeyOf(right));
  });

  it('S20: other names are other companies', () => {
    expect(nameKeyOf('Norvik AS')).not.toBe(nameKeyOf('Norvik AB'));
  });

  it('fits its column, however the letters expand', () => {
    expect(nameKeyOf('ﷺ'.repeat(190)).length).toBeLessThanOrEqual(255);
  });
});

describe('a website, compared', () => {
  it.each([
    'norvik.example',
    'https://www.Norvik.example/',
    'http://norvik.example',
    'www.norvik.example',
  ])('S20: %s is the same one', (website) => {
    expect(websiteKeyOf(website)).toBe('norvik.example');
  });
});
