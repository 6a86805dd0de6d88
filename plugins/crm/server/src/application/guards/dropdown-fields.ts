import { DROPDOWN_FIELDS } from '../../../../core/dropdown/fields';
import { refuse, refuseField, type Refusal } from '../../../../core/kernel/refusals';
import { GUARDED_LEAD_FIELDS, type DropdownValueFact } from '../../../../core/lead/model';
import { loadDropdownValues } from '../../facts/dropdowns';
import { documentIdsOf } from '../../facts/references';
import { readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import { readAllWritten, readWritten, unchanged } from './compare';
import type { Guard } from './guard';

interface DropdownField {
  readonly record: string;
  readonly field: string;
  readonly type: string;
}

/** The fields that are typed, not scored: an action looks at its own values itself. */
const FIELDS: readonly DropdownField[] = Object.entries(DROPDOWN_FIELDS).flatMap(([name, type]) => {
  const [record = '', field = ''] = name.split('.');
  return record === 'lead' && field in GUARDED_LEAD_FIELDS ? [] : [{ record, field, type }];
});

/** R31: every field takes values of its own dropdown only, and newly chosen ones are still in use. */
export const dropdownFieldGuards: Guard[] = [...new Set(FIELDS.map(({ record }) => record))].map(
  (record): Guard => ({
    record,
    async creating({ tx }, rows) {
      const read = await readAllWritten(tx, record, rows);
      await checkValues(
        tx,
        record,
        read.flatMap(({ written }) => [...written]),
      );
    },
    async updating({ tx }, ids, data) {
      const written = await readWritten(tx, record, data);
      const names = FIELDS.filter((field) => field.record === record && written.has(field.field));
      if (names.length === 0) return;
      const rows = await readAttributes(
        tx,
        record,
        ids,
        names.map(({ field }) => field),
      );
      const changed = [...written].filter(([name, value]) =>
        [...rows.values()].some((stored) => name in stored && !unchanged(stored[name], value)),
      );
      await checkValues(tx, record, changed);
    },
  }),
);

async function checkValues(
  tx: Tx,
  record: string,
  written: readonly (readonly [name: string, value: Stored])[],
): Promise<void> {
  const chosen = written.flatMap(([name, id]) => {
    const field = FIELDS.find((one) => one.record === record && one.field === name);
    return field === undefined || typeof id !== 'number' ? [] : [{ ...field, id }];
  });
  if (chosen.length === 0) return;
  const documentIds = await documentIdsOf(
    tx,
    'dropdown-value',
    chosen.map(({ id }) => id),
  );
  const values = await loadDropdownValues(tx, [...documentIds.values()]);
  for (const { field, type, id } of chosen) {
    const refusal = judgeValue(field, type, values.get(documentIds.get(id) ?? ''));
    if (refusal !== null) throw new Refused(refusal);
  }
}

function judgeValue(
  field: string,
  type: string,
  value: DropdownValueFact | undefined,
): Refusal | null {
  if (value === undefined) return refuseField(field, 'There is no such dropdown value.');
  const { label } = value;
  if (value.type !== type) return refuse('dropdown.wrong-type', { field, label, expected: type });
  return value.active ? null : refuse('dropdown.retired', { field, label });
}
