import { useForm } from '@strapi/strapi/admin';
import { Box, Button, Flex, Tooltip } from '@strapi/design-system';
import { useState } from 'react';
import { ActionDialog } from '../actions/ActionDialog';
import { actionLabel, actionsOf, doorOf, type PanelAction } from '../actions/actions-of';
import { iconOf } from '../actions/document-actions';
import type { RecordName } from '../api/replies';
import { useMay } from '../may';
import { useWords } from '../words';

interface Props {
  readonly record: RecordName;
  readonly documentId: string;
  /** Why an action cannot be had right now, by its key; what is missing can be had. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A button for each action; one that cannot be had is greyed, and says why. */
export function ActionButtons({ record, documentId, reasons }: Props) {
  const words = useWords();
  const may = useMay();
  const [open, setOpen] = useState<PanelAction>();
  // The action changes the record below the form: what is typed and not saved would be lost.
  const modified = useForm('CrmActions', (state) => state.modified, false) ?? false;
  const actions = actionsOf(record).filter(({ key }) => may(doorOf(record, key)));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      {actions.map((action) => (
        <ActionButton
          key={action.key}
          action={action}
          label={actionLabel(words, record, action)}
          reason={reasons[action.key] ?? (modified ? words.say('crm.unsaved') : undefined)}
          onClick={() => setOpen(action)}
        />
      ))}
      <ActionDialog
        record={record}
        action={open}
        documentId={documentId}
        onClose={() => setOpen(undefined)}
      />
    </Flex>
  );
}

interface ButtonProps {
  readonly action: PanelAction;
  readonly label: string;
  readonly reason: string | undefined;
  readonly onClick: () => void;
}

function ActionButton({ action, label, reason, onClick }: ButtonProps) {
  const button = (
    <Button
      type="button"
      fullWidth
      variant={action.key === 'deactivate' ? 'danger-light' : 'secondary'}
      startIcon={iconOf(action.key)}
      disabled={reason !== undefined}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  if (reason === undefined) return button;
  // A disabled button takes neither pointer nor focus; the box around it does, for the reason.
  return (
    <Tooltip label={reason}>
      <Box tabIndex={0} role="note" aria-label={`${label}: ${reason}`}>
        {button}
      </Box>
    </Tooltip>
  );
}
