import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { countUsesOfValues } from '../../facts/dropdown-usage';
import { readAttributes } from '../../store/read';
import { Refused } from '../refused';
import { readAllWritten, readWritten, unchanged } from './compare';
import type { Guard } from './guard';
import { judgeDropdownValues, type Derived } from './judge-dropdown-values';
import type { WrittenData } from './written';

const VALUE_FIELDS = ['label', 'key', 'dropdownType', 'masterType', 'active', 'isDefault'] as const;

/** R31: values are the editors' to add, rename, reorder and retire, under the fixed master types. */
export const dropdownValueGuard: Guard = {
  record: 'dropdown-value',

  async creating({ tx }, rows) {
    const read = await readAllWritten(tx, 'dropdown-value', rows);
    const derived = await judgeDropdownValues(
      tx,
      read.map(({ written }) => ({
        id: 0,
        isRenamed: true,
        after: { active: true, isDefault: false, ...Object.fromEntries(written) },
      })),
    );
    rows.forEach((data, index) => Object.assign(data, derived[index]));
  },

  async updating({ tx }, ids, data) {
    const written = Object.fromEntries(await readWritten(tx, 'dropdown-value', data));
    const rows = [...(await readAttributes(tx, 'dropdown-value', ids, VALUE_FIELDS))];
    const type = written['dropdownType'];
    if (type !== undefined && rows.some(([, stored]) => !unchanged(stored['dropdownType'], type))) {
      const because = 'A value stays in its dropdown. Add a value to the other one instead.';
      throw new Refused(refuse('field.guarded', { field: 'dropdownType', because }));
    }
    if (written['isDefault'] === true && rows.length > 1) {
      throw new Refused(refuseField('isDefault', 'Make one value the default at a time.'));
    }
    const { label } = written;
    const after = rows.map(([id, stored]) => ({
      id,
      isRenamed: label !== undefined && !unchanged(stored['label'], label),
      after: { ...stored, ...written },
    }));
    setShared(data, await judgeDropdownValues(tx, after));
  },

  async deleting({ tx }, ids) {
    const uses = await countUsesOfValues(tx, ids);
    for (const [id, { label }] of await readAttributes(tx, 'dropdown-value', ids, ['label'])) {
      const found = uses.get(id);
      if (found !== undefined) throw new Refused(refuse('dropdown.in-use', { label, uses: found }));
    }
  },
};

/** One update writes the same to all its rows: where they differ, what is stored stays as it is. */
function setShared(data: WrittenData, derived: readonly Derived[]): void {
  for (const name of ['key', 'defaultOf'] as const) {
    delete data[name];
    const [value, ...others] = new Set(derived.map((row) => row[name]));
    if (value !== undefined && others.length === 0) data[name] = value;
  }
}

const fixed = (): never => {
  throw new Refused(refuse('master-type.fixed'));
};

/** R31: the code relies on master types; nobody changes them. */
export const masterTypeGuard: Guard = {
  record: 'master-type',
  creating: fixed,
  updating: fixed,
  deleting: fixed,
};

/** A dropdown may be given another name; its key and its existence are the code's. */
export const dropdownTypeGuard: Guard = {
  record: 'dropdown-type',
  creating: fixed,
  deleting: fixed,
  async updating({ tx }, ids, data) {
    const key = data['key'];
    if (key === undefined) return;
    const rows = await readAttributes(tx, 'dropdown-type', ids, ['key']);
    if ([...rows.values()].some((stored) => stored['key'] !== key)) fixed();
  },
};
