import {
  judgeDropdownValue,
  type DropdownValueDraft,
  valueOfSameKey,
  valueOfSameLabel,
} from './rules';
import { DROPDOWN_TYPES, firstValues, keyOf } from './types';

const draft = (given: Partial<DropdownValueDraft> = {}): DropdownValueDraft => ({
  label: 'Kalt',
  key: 'kalt',
  type: { id: 1, label: 'Lead score' },
  masterType: { label: 'Cold', typeId: 1 },
  active: true,
  isDefault: false,
  sameKey: null,
  sameLabel: null,
  ...given,
});

describe('saving a dropdown value', () => {
  it('A13 R31: takes a new name under a master type of its own dropdown', () => {
    expect(judgeDropdownValue(draft())).toBeNull();
  });

  it('R31: refuses a master type of another dropdown', () => {
    expect(judgeDropdownValue(draft({ masterType: { label: 'Spouse', typeId: 2 } }))).toMatchObject(
      {
        code: 'dropdown.wrong-type',
        message: '"Spouse" does not belong here. Choose a value of type "Lead score".',
      },
    );
  });

  it('R31: refuses a key that is taken, naming who has it', () => {
    expect(judgeDropdownValue(draft({ sameKey: 'Cold' }))?.message).toContain(
      '"Cold" already has the key',
    );
  });

  it('R31 A9: refuses a label that another value has, at the field, and says what to do', () => {
    const there = judgeDropdownValue(draft({ sameLabel: { label: 'Cold', active: true } }));
    const retired = judgeDropdownValue(draft({ sameLabel: { label: 'Cold', active: false } }));

    expect(there).toMatchObject({ details: { errors: [{ path: ['label'] }] } });
    expect(there?.message).toContain('"Cold" is in "Lead score" already. Choose another label.');
    expect(retired?.message).toContain('retired. Bring it back');
  });

  it('R31: refuses a retired default', () => {
    expect(judgeDropdownValue(draft({ active: false, isDefault: true }))?.message).toContain(
      'retired',
    );
  });

  it('R31: refuses to do without a dropdown, a master type or a key', () => {
    expect(judgeDropdownValue(draft({ type: null }))?.message).toContain('dropdownType');
    expect(judgeDropdownValue(draft({ masterType: null }))?.message).toContain('masterType');
    expect(judgeDropdownValue(draft({ key: '' }))?.message).toContain('key');
  });
});

describe('what ships', () => {
  it.each(DROPDOWN_TYPES)('A13: the values of $key stand under its own master types', (type) => {
    const masters: readonly string[] = type.masterTypes;

    for (const { key, masterType } of firstValues(type)) {
      expect(masters).toContain(masterType);
      expect(key).toBe(keyOf(key));
    }
  });

  it('makes keys of labels in any language', () => {
    expect(keyOf('Demand is not generated')).toBe('demand-is-not-generated');
    expect(keyOf('  Übergeben & Verloren! ')).toBe('ubergeben-verloren');
    expect(keyOf('***')).toBe('');
  });
});

describe('A13: the label of a new value', () => {
  const values = [
    { key: 'financial', label: 'Financial' },
    { key: null, label: 'Without a key' },
  ];

  it.each(['Financial', ' financial! ', 'FINANCIAL'])('meets the value of its key: %s', (label) => {
    expect(valueOfSameKey(values, label)).toBe(values[0]);
  });

  it('is free where nobody has its key', () => {
    expect(valueOfSameKey(values, 'Finance')).toBeUndefined();
  });
});

describe('R31 A9: a label, among the values of its dropdown', () => {
  const [hot, cold] = [{ label: 'Hot' }, { label: 'Über' }];
  const values = [hot, cold];

  it.each(['Hot', ' hot ', 'HOT'])('is taken, however it is written: %s', (label) => {
    expect(valueOfSameLabel(values, label)).toBe(hot);
  });

  it('is its own to keep, and free where nobody has it', () => {
    expect(valueOfSameLabel(values, 'über', cold)).toBeUndefined();
    expect(valueOfSameLabel(values, 'Hotter')).toBeUndefined();
  });
});
