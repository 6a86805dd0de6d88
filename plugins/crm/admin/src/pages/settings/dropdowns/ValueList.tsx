import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import { ApplyDialog } from '../../../panels/ApplyDialog';
import { PanelState } from '../../../panels/PanelState';
import { asItIs } from '../../../parts/as-it-is';
import { Sheet } from '../../../parts/Sheet';
import { Sortable } from '../../../parts/Sortable';
import { useOrder } from '../../../parts/use-order';
import { useWords } from '../../../words';
import type { DropdownType, EditedValue } from './dropdown-rows';
import { ValueDialog } from './ValueDialog';
import { ValueRow } from './ValueRow';

export function ValueList({ type }: { type: DropdownType }) {
  const words = useWords();
  const { data, error } = useCrmRecordsQuery({
    record: 'dropdown-value',
    sort: 'position:ASC',
    filters: { dropdownType: { documentId: { $eq: type.documentId } } },
  });
  // Every record of this list is a dropdown value.
  const order = useOrder('dropdown-value', data as readonly EditedValue[] | undefined);
  const [edited, setEdited] = useState<EditedValue | 'new'>();
  const [applied, setApplied] = useState<string>();
  if (data === undefined) return <PanelState failure={error} />;
  const values = order.rows;

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
        onOrder={(items) => void order.keep(items)}
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
          value={edited === 'new' ? undefined : asItIs(edited, values)}
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
