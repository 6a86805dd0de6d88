import { useForm } from '@strapi/strapi/admin';
import { Flex } from '@strapi/design-system';
import { useState } from 'react';
import { ActionDialog } from '../actions/ActionDialog';
import {
  actionLabel,
  actionsOf,
  doorOf,
  isDangerous,
  type PanelAction,
} from '../actions/actions-of';
import { iconOf } from '../actions/document-actions';
import type { RecordName } from '../api/replies';
import { useMay } from '../may';
import { useWords } from '../words';
import { PanelButton } from '../parts/PanelButton';
import { ActionMenu } from './ActionMenu';
import { arrange, type Choice } from './arrange-actions';
import { MaybeGreyed } from './MaybeGreyed';

interface Props {
  readonly record: RecordName;
  readonly documentId: string;
  /** Why an action cannot be had right now, by its key; what is missing can be had. */
  readonly reasons: Readonly<Record<string, string>>;
  /** What a button is called where the action means something else right now. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What can be done: a button for what comes first, a menu for the rest; what cannot be had says why. */
export function ActionButtons({ record, documentId, reasons, labels = {} }: Props) {
  const words = useWords();
  const may = useMay();
  const [open, setOpen] = useState<PanelAction>();
  // The action changes the record below the form: what is typed and not saved would be lost.
  const modified = useForm('CrmActions', (state) => state.modified, false) ?? false;
  const unsaved = modified ? words.say('crm.unsaved') : undefined;
  const choices = actionsOf(record)
    .filter(({ key }) => may(doorOf(record, key)))
    .map((action) => ({
      action,
      label: labels[action.key] ?? actionLabel(words, record, action),
      reason: reasons[action.key] ?? unsaved,
    }));
  const { buttons, menu } = arrange(choices, reasons);
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      {buttons.map((choice) => (
        <ActionButton key={choice.action.key} {...choice} onClick={() => setOpen(choice.action)} />
      ))}
      {menu.length === 0 ? null : (
        <ActionMenu choices={menu} unsaved={unsaved} onChoose={setOpen} />
      )}
      <ActionDialog
        record={record}
        action={open}
        documentId={documentId}
        onClose={() => setOpen(undefined)}
      />
    </Flex>
  );
}

function ActionButton({ action, label, reason, onClick }: Choice & { onClick: () => void }) {
  return (
    <MaybeGreyed label={label} reason={reason}>
      <PanelButton
        variant={isDangerous(action.key) ? 'danger-light' : 'secondary'}
        startIcon={iconOf(action.key)}
        disabled={reason !== undefined}
        onClick={onClick}
      >
        {label}
      </PanelButton>
    </MaybeGreyed>
  );
}
