import { Flex, Menu, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { actionLabel, doorOf } from '../../../actions/actions-of';
import { iconOf } from '../../../actions/document-actions';
import type { Selection } from '../../../api/bulk-api';
import type { LeadListRow } from '../../../api/replies';
import { useMay } from '../../../may';
import { MenuContent } from '../../../parts/MenuContent';
import { useWords } from '../../../words';
import { bulkActions } from './bulk-fields';
import type { BulkWork } from './BulkDialog';

interface Props {
  readonly selected: readonly LeadListRow[];
  /** How many the whole list holds, and how it is asked for. */
  readonly total: number;
  readonly everything: Selection;
  readonly onChoose: (work: BulkWork) => void;
}

/** What can be done with the leads that are ticked, or with all that the list holds (L19). */
export function BulkBar({ selected, total, everything, onChoose }: Props) {
  const words = useWords();
  const may = useMay();
  const [all, setAll] = useState(false);
  const count = all ? total : selected.length;
  const selection = all ? everything : { ids: selected.map(({ documentId }) => documentId) };
  return (
    <Flex gap={3} wrap="wrap" paddingBottom={4}>
      <Typography textColor="neutral700">{words.say('crm.bulk.selected', { count })}</Typography>
      {total > selected.length ? (
        <TextButton onClick={() => setAll(!all)}>
          {all
            ? words.say('crm.bulk.onlyTicked', { count: selected.length })
            : words.say('crm.bulk.all', { count: total })}
        </TextButton>
      ) : null}
      <Menu.Root>
        <Menu.Trigger size="S" variant="secondary">
          {words.say('crm.bulk.actions')}
        </Menu.Trigger>
        <MenuContent>
          {bulkActions
            .filter(({ key }) => may(doorOf('lead', key)))
            .map((action) => (
              <Menu.Item
                key={action.key}
                startIcon={iconOf(action.key)}
                variant={action.key === 'deactivate' ? 'danger' : 'default'}
                onSelect={() => onChoose({ action, count, selection })}
              >
                {actionLabel(words, 'lead', action)}
              </Menu.Item>
            ))}
        </MenuContent>
      </Menu.Root>
    </Flex>
  );
}
