import { Button, Dialog, Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';
import { RefusalNote } from '../plan/Preview';
import { useWords } from '../words';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly isRunning: boolean;
  /** Why it was refused, while the dialog is open. */
  readonly failure: unknown;
  readonly onConfirm: () => void;
  readonly isHarmless?: boolean;
  /** It is not known yet whether it can be done, or known that it cannot. */
  readonly isOff?: boolean;
  readonly children: ReactNode;
}

/** Asks before what cannot be taken back; stays open where it is refused, with the reason. */
export function ConfirmDialog({ title, confirm, failure, children, ...props }: Props) {
  const words = useWords();
  return (
    <Dialog.Content>
      <Dialog.Header>{title}</Dialog.Header>
      <Dialog.Body icon={<WarningCircle width="2.4rem" height="2.4rem" fill="danger600" />}>
        <Flex direction="column" alignItems="stretch" gap={3}>
          {children}
          {failure === undefined ? null : <RefusalNote>{words.refusal(failure)}</RefusalNote>}
        </Flex>
      </Dialog.Body>
      <Dialog.Footer>
        <Dialog.Cancel>
          <Button fullWidth variant="tertiary">
            {words.say('crm.cancel')}
          </Button>
        </Dialog.Cancel>
        <Button
          fullWidth
          variant={props.isHarmless === true ? 'default' : 'danger-light'}
          loading={props.isRunning}
          disabled={props.isOff ?? false}
          onClick={props.onConfirm}
        >
          {confirm}
        </Button>
      </Dialog.Footer>
    </Dialog.Content>
  );
}
