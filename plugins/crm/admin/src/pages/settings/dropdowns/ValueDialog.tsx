import { useState } from 'react';
import { useCrmUsageQuery } from '../../../api/crm-api';
import { toOne, useCrmRecordsQuery } from '../../../api/dictionary-api';
import { Note } from '../../../panels/PanelState';
import { ChoiceField, FlagField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';
import type { DropdownType, EditedValue, MasterType } from './dropdown-rows';

interface Props {
  readonly type: DropdownType;
  readonly value: EditedValue | undefined;
  /** Where a new value stands: last. */
  readonly place: number;
  readonly onClose: () => void;
}

export function ValueDialog({ type, value, place, onClose }: Props) {
  const words = useWords();
  const { save, ...saving } = useSaving('dropdown-value', onClose);
  const { data } = useCrmRecordsQuery({
    record: 'master-type',
    sort: 'id:ASC',
    filters: { dropdownType: { documentId: { $eq: type.documentId } } },
  });
  // Every record of this list is a master type.
  const masterTypes = (data ?? []) as readonly MasterType[];
  const [form, setForm] = useState({
    label: value?.label ?? '',
    masterType: value?.masterType?.documentId ?? '',
    isDefault: value?.isDefault ?? false,
  });
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const chosen = masterTypes.find(({ documentId }) => documentId === form.masterType);

  function submit() {
    const { masterType, ...plain } = form;
    return save({
      documentId: value?.documentId,
      said: words.say('crm.dropdowns.saved', { name: form.label }),
      data: {
        ...plain,
        masterType: toOne(masterType),
        ...(value === undefined
          ? { dropdownType: toOne(type.documentId), position: place, active: true }
          : {}),
      },
    });
  }

  return (
    <FormDialog
      open
      title={value === undefined ? words.say('crm.dropdowns.add') : value.label}
      {...saving}
      maySave={form.label.trim() !== '' && form.masterType !== ''}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.say('crm.dropdowns.label')}
        hint={words.say('crm.dropdowns.labelHint')}
        value={form.label}
        onChange={(label) => set({ label })}
      />
      <ChoiceField
        required
        label={words.say('crm.dropdowns.masterType')}
        hint={words.say('crm.dropdowns.masterTypeHint')}
        value={form.masterType}
        options={masterTypes.map((one) => ({
          value: one.documentId,
          label: one.closing
            ? words.say('crm.dropdowns.closes', { name: words.masterType(one) })
            : words.masterType(one),
        }))}
        onChange={(masterType) => set({ masterType })}
      />
      {value === undefined ||
      chosen === undefined ||
      value.masterType?.documentId === form.masterType ? null : (
        <RemapWarning value={value} to={chosen} />
      )}
      <FlagField
        label={words.say('crm.dropdowns.default')}
        hint={words.say('crm.dropdowns.defaultHint')}
        value={form.isDefault}
        onChange={(isDefault) => set({ isDefault })}
      />
    </FormDialog>
  );
}

/** X19: what leads have it now, and that nothing happens to them by itself. */
function RemapWarning({ value, to }: { value: EditedValue; to: MasterType }) {
  const words = useWords();
  const { data: usage } = useCrmUsageQuery(value.documentId);
  if (usage === undefined || usage.leads === 0) return null;
  return (
    <Note tone="warning">
      {words.say(to.closing ? 'crm.dropdowns.remapCloses' : 'crm.dropdowns.remap', {
        count: usage.leads,
        name: value.label,
        to: words.masterType(to),
      })}
    </Note>
  );
}
