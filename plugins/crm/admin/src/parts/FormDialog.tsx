import { Box, Button, Flex, Modal } from '@strapi/design-system';
import type { FormEvent, ReactNode } from 'react';
import { RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { ModalWindow } from './ModalWindow';

interface Props {
  readonly title: string;
  /** On the button, where it does more than save. */
  readonly save?: string;
  /** On the button that leaves it, where nothing is left to be cancelled. */
  readonly leave?: string | undefined;
  readonly isWide?: boolean;
  readonly open: boolean;
  readonly isSaving: boolean;
  readonly failure: unknown;
  readonly maySave: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog: what is refused is said where the button is. */
export function FormDialog({ title, open, onClose, ...props }: Props) {
  return (
    <Modal.Root open={open} onOpenChange={(opens) => (opens ? undefined : onClose())}>
      {open ? <Content title={title} onClose={onClose} {...props} /> : null}
    </Modal.Root>
  );
}

function Content({ title, isWide = false, failure, children, ...props }: Omit<Props, 'open'>) {
  const words = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // React hands events on to what a dialog is opened from: the form behind it is not to be saved.
    event.stopPropagation();
    if (props.maySave) props.onSave();
  };
  return (
    <ModalWindow title={title} isWide={isWide}>
      {/* What is wrong is said at its field: the browser's own bubble hides behind the dialog. */}
      <form noValidate onSubmit={submit} style={{ display: 'contents' }}>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
          </Flex>
        </Modal.Body>
        {failure === undefined ? null : (
          <Box background="danger100" padding={4}>
            <RefusalNote>{words.refusal(failure)}</RefusalNote>
          </Box>
        )}
        <Modal.Footer>
          <Button variant="tertiary" onClick={props.onClose}>
            {props.leave ?? words.say('crm.cancel')}
          </Button>
          <Button type="submit" loading={props.isSaving} disabled={!props.maySave}>
            {props.save ?? words.say('crm.save')}
          </Button>
        </Modal.Footer>
      </form>
    </ModalWindow>
  );
}
