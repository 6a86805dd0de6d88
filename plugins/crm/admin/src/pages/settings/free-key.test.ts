import { freeKey, keyFor } from './free-key';

describe('the key of a pipeline or a role', () => {
  it.each([
    ['Inside sales', 'inside-sales'],
    ['  Größere Ämter! ', 'gro-ere-amter'],
    ['2nd line', 'nd-line'],
    ['Продажи', ''],
  ])('E18 R13: is made of its name: %s', (name, key) => {
    expect(keyFor(name, '-')).toBe(key);
  });

  it('E18: is one that nobody has', () => {
    expect(freeKey('pipeline', [], '-')).toBe('pipeline');
    expect(freeKey('pipeline', ['pipeline', 'pipeline-2'], '-')).toBe('pipeline-3');
  });
});
