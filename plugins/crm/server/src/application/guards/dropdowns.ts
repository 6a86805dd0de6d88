import { judgeDropdownValue } from '../../../../core/dropdown/rules';
import { keyOf } from '../../../../core/dropdown/types';
import { refuse } from '../../../../core/kernel/refusals';
import { countUsesOfValue } from '../../facts/dropdown-usage';
import { readAttributes, textOf, type Stored } from '../../store/read';
import { toBinding } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { lockRows } from '../../store/lock';
import { Refused } from '../refused';
import { readWritten, unchanged } from './compare';
import type { Guard } from './guard';
import type { WrittenData } from './written';

const VALUE_FIELDS = ['label', 'key', 'dropdownType', 'masterType', 'active', 'isDefault'] as const;

/** R31: values are the editors' to add, rename, reorder and retire, under the fixed master types. */
export const dropdownValueGuard: Guard = {
  record: 'dropdown-value',

  async creating({ tx }, data) {
    const written = await readWritten(tx, 'dropdown-value', data);
    await judge(tx, 0, data, { active: true, isDefault: false, ...Object.fromEntries(written) });
  },

  async updating({ tx }, ids, data) {
    const written = Object.fromEntries(await readWritten(tx, 'dropdown-value', data));
    for (const [id, stored] of await readAttributes(tx, 'dropdown-value', ids, VALUE_FIELDS)) {
      if (
        written['dropdownType'] !== undefined &&
        !unchanged(stored['dropdownType'], written['dropdownType'])
      ) {
        const because = 'A value stays in its dropdown. Add a value to the other one instead.';
        throw new Refused(refuse('field.guarded', { field: 'dropdownType', because }));
      }
      await judge(tx, id, data, { ...stored, ...written });
    }
  },

  async deleting({ tx }, ids) {
    for (const [id, stored] of await readAttributes(tx, 'dropdown-value', ids, ['label'])) {
      const uses = await countUsesOfValue(tx, id);
      if (uses > 0) throw new Refused(refuse('dropdown.in-use', { label: stored['label'], uses }));
    }
  },
};

async function judge(
  tx: Tx,
  id: number,
  data: WrittenData,
  after: Readonly<Record<string, Stored>>,
): Promise<void> {
  const label = textOf(after['label']);
  const key = textOf(after['key']) || keyOf(label);
  const typeId = Number(after['dropdownType'] ?? 0);
  // Two editors who save at once come one after the other; the unique index holds in any case.
  await lockRows(tx, 'dropdown-type', [typeId]);
  const type = (await readAttributes(tx, 'dropdown-type', [typeId], ['label'])).get(typeId);
  const masterId = Number(after['masterType'] ?? 0);
  const master = (
    await readAttributes(tx, 'master-type', [masterId], ['label', 'dropdownType'])
  ).get(masterId);
  const isDefault = after['isDefault'] === true;
  const refusal = judgeDropdownValue({
    label,
    key,
    type: type === undefined ? null : { id: typeId, label: textOf(type['label']) },
    masterType:
      master === undefined
        ? null
        : { label: textOf(master['label']), typeId: Number(master['dropdownType']) },
    active: after['active'] !== false,
    isDefault,
    sameKey: await findSameKey(tx, id, typeId, key),
  });
  if (refusal !== null) throw new Refused(refusal);
  data['key'] = key;
  data['defaultOf'] = isDefault ? typeId : null;
  if (isDefault) await giveUpDefault(tx, id, typeId);
}

async function findSameKey(
  tx: Tx,
  id: number,
  typeId: number,
  key: string,
): Promise<string | null> {
  const values = tx.table('dropdown-value');
  const [row] = await tx.rows<{ label: string }>({
    sql: `select label from ${tx.quote(values.name)} where ${values.own('dropdownType')} = ? and ${tx.quote('key')} = ? and id <> ?`,
    bindings: [typeId, key, id],
  });
  return row?.label ?? null;
}

/** A new default takes the place of the old one, as ticking another radio button does. */
async function giveUpDefault(tx: Tx, id: number, typeId: number): Promise<void> {
  const values = tx.table('dropdown-value');
  await tx.run({
    sql: `update ${tx.quote(values.name)} set ${values.own('isDefault')} = ?, ${values.own('defaultOf')} = null where ${values.own('defaultOf')} = ? and id <> ?`,
    bindings: [toBinding(tx.dialect, 'boolean', false), typeId, id],
  });
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
