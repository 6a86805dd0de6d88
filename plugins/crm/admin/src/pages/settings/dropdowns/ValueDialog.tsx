import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { LABEL_LENGTH, valueOfSameKey, valueOfSameLabel } from '../../../../../core/dropdown/rules';
import { keyOf } from '../../../../../core/dropdown/types';
import { useCrmUsageQuery } from '../../../api/crm-api';
import { changing, toOne, useCrmRecordsQuery } from '../../../api/dictionary-api';
import { Note } from '../../../panels/PanelState';
import { ChoiceField, FlagField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useChanges } from '../../../parts/use-changes';
import { useSaving } from '../../../parts/use-saving';
import { useWords, type Words } from '../../../words';
import type { DropdownType, EditedValue, MasterType } from './dropdown-rows';

interface Props {
  readonly type: DropdownType;
  readonly value: EditedValue | undefined;
  /** All of the dropdown: a new one stands last. */
  readonly values: readonly EditedValue[];
  readonly onClose: () => void;
}

export function ValueDialog({ type, value, values, onClose }: Props) {
  const words = useWords();
  const { save, errors, ...saving } = useSaving('dropdown-value', onClose, [
    'label',
    'masterType',
    'isDefault',
  ]);
  const { data } = useCrmRecordsQuery({
    record: 'master-type',
    sort: 'id:ASC',
    filters: { dropdownType: { documentId: { $eq: type.documentId } } },
  });
  // Every record of this list is a master type.
  const masterTypes = (data ?? []) as readonly MasterType[];
  const { form, changes, set } = useChanges({
    label: value?.label ?? '',
    masterType: value?.masterType?.documentId ?? '',
    isDefault: value?.isDefault ?? false,
  });
  const same = sameAs(values, form.label, value);
  const wrong = same === undefined ? labelError(words, form.label) : takenError(words, same);
  const chosen = masterTypes.find(({ documentId }) => documentId === form.masterType);

  function submit() {
    const said = words.say('crm.dropdowns.saved', { name: form.label.trim() });
    if (value !== undefined) return save({ ...changing(value, dataOf(changes)), said });
    return save({
      documentId: undefined,
      said,
      data: {
        ...dataOf(form),
        dropdownType: toOne(type.documentId),
        position: values.length,
        active: true,
      },
    });
  }

  return (
    <FormDialog
      open
      title={value === undefined ? words.say('crm.dropdowns.add') : value.label}
      {...saving}
      maySave={form.label.trim() !== '' && form.masterType !== '' && wrong === undefined}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.say('crm.dropdowns.label')}
        hint={words.say('crm.dropdowns.labelHint')}
        value={form.label}
        error={wrong ?? errors['label']}
        onChange={(label) => set({ label })}
      />
      {same === undefined || same.active ? null : (
        <Flex>
          <Button
            variant="secondary"
            startIcon={<ArrowClockwise />}
            loading={saving.isSaving}
            onClick={() =>
              void save({
                documentId: same.documentId,
                data: { active: true },
                said: words.say('crm.dropdowns.isBack', { name: same.label }),
              })
            }
          >
            {words.say('crm.dropdowns.bringBack', { name: same.label })}
          </Button>
        </Flex>
      )}
      <ChoiceField
        required
        label={words.say('crm.dropdowns.masterType')}
        hint={words.say('crm.dropdowns.masterTypeHint')}
        value={form.masterType}
        error={errors['masterType']}
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
        error={errors['isDefault']}
        onChange={(isDefault) => set({ isDefault })}
      />
    </FormDialog>
  );
}

interface ValueForm {
  readonly label: string;
  readonly masterType: string;
  readonly isDefault: boolean;
}

const dataOf = ({ label, masterType, ...plain }: Partial<ValueForm>) => ({
  ...plain,
  ...(label === undefined ? {} : { label: label.trim() }),
  ...(masterType === undefined ? {} : { masterType: toOne(masterType) }),
});

/** What has this label already. A value keeps its key when it is renamed: only a new one can meet another there. */
function sameAs(
  values: readonly EditedValue[],
  label: string,
  self: EditedValue | undefined,
): EditedValue | undefined {
  if (label.trim() === self?.label.trim()) return undefined;
  return (
    valueOfSameLabel(values, label, self) ??
    (self === undefined ? valueOfSameKey(values, label) : undefined)
  );
}

function labelError(words: Words, label: string): string | undefined {
  if (label.trim().length > LABEL_LENGTH) {
    return words.say('crm.dropdowns.longLabel', { count: LABEL_LENGTH });
  }
  return label.trim() !== '' && keyOf(label) === ''
    ? words.say('crm.dropdowns.noLetters')
    : undefined;
}

const takenError = (words: Words, { label, active }: EditedValue): string =>
  words.say(active ? 'crm.dropdowns.there' : 'crm.dropdowns.thereRetired', { name: label });

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
