import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { useCrmRecordsQuery, useCrmReorderMutation } from '../../../api/dictionary-api';
import { ApplyDialog } from '../../../panels/ApplyDialog';
import { PanelState } from '../../../panels/PanelState';
import { newPlaces } from '../../../parts/moved';
import { Sheet } from '../../../parts/Sheet';
import { Sortable } from '../../../parts/Sortable';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import type { DropdownType, EditedValue } from './dropdown-rows';
import { ValueDialog } from './ValueDialog';
import { ValueRow } from './ValueRow';

export function ValueList({ type }: { type: DropdownType }) {
  const words = useWords();
  const told = useTold();
  const { data, error } = useCrmRecordsQuery({
    record: 'dropdown-value',
    sort: 'position:ASC',
    filters: { dropdownType: { documentId: { $eq: type.documentId } } },
  });
  const [reorder] = useCrmReorderMutation();
  const [ordered, setOrdered] = useState<readonly EditedValue[]>();
  const [edited, setEdited] = useState<EditedValue | 'new'>();
  const [applied, setApplied] = useState<string>();
  if (data === undefined) return <PanelState failure={error} />;
  // Every record of this list is a dropdown value.
  const values = ordered ?? (data as readonly EditedValue[]);

  async function keep(items: readonly EditedValue[]) {
    setOrdered(items);
    const reply = await reorder({ record: 'dropdown-value', places: newPlaces(items) });
    told(reply, words.say('crm.stages.ordered'));
    setOrdered(undefined);
  }

  return (
    <Sheet
      title={words.sayOr(`crm.dropdown.${type.key}`, type.label)}
      about={words.say('crm.dropdowns.order')}
      action={
        <Button variant="secondary" startIcon={<Plus />} onClick={() => setEdited('new')}>
          {words.say('crm.dropdowns.add')}
        </Button>
      }
    >
      <Sortable
        items={values}
        keyOf={({ documentId }) => documentId}
        nameOf={({ label }) => label}
        onOrder={(items) => void keep(items)}
      >
        {(value) => (
          <ValueRow
            value={value}
            onEdit={() => setEdited(value)}
            onApply={() => setApplied(value.documentId)}
          />
        )}
      </Sortable>
      {edited === undefined ? null : (
        <ValueDialog
          type={type}
          value={edited === 'new' ? undefined : edited}
          values={values}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ApplyDialog
        documentId={applied ?? ''}
        open={applied !== undefined}
        onClose={() => setApplied(undefined)}
      />
    </Sheet>
  );
}
