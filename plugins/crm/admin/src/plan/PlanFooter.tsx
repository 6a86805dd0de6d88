import { Button, Modal } from '@strapi/design-system';
import { useWords } from '../words';

interface Props {
  /** What the button does, in a word or two. */
  readonly label: string;
  readonly danger?: boolean;
  readonly loading: boolean;
  readonly disabled: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => Promise<void>;
}

/** The footer of a dialog that shows a plan: leave it, or carry it out. */
export function PlanFooter({
  label,
  danger = false,
  loading,
  disabled,
  onCancel,
  onConfirm,
}: Props) {
  const words = useWords();
  return (
    <Modal.Footer>
      <Button type="button" variant="tertiary" onClick={onCancel}>
        {words.say('crm.cancel')}
      </Button>
      <Button
        type="button"
        variant={danger ? 'danger' : 'default'}
        loading={loading}
        disabled={disabled}
        onClick={() => void onConfirm()}
      >
        {label}
      </Button>
    </Modal.Footer>
  );
}
