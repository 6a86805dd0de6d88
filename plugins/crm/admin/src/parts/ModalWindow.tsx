import { Modal } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useWords } from '../words';
import { useReturnFocus } from './use-return-focus';

interface Props {
  readonly title: string;
  /** For plans and forms that need the room. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** What stands in an open `Modal.Root`: its heading, and the way back to where it was opened. */
export function ModalWindow({ title, isWide = false, children }: Props) {
  const words = useWords();
  const returnFocus = useReturnFocus();
  return (
    <Modal.Content
      onOpenAutoFocus={focusFirstField}
      onCloseAutoFocus={returnFocus}
      {...(isWide ? { style: { maxWidth: '60rem' } } : {})}
    >
      <Modal.Header closeLabel={words.say('crm.close')}>
        <Modal.Title>{title}</Modal.Title>
      </Modal.Header>
      {children}
    </Modal.Content>
  );
}

/** Who opens a form types: the focus goes to its first field, where that is one to type into, and not to the way out. */
function focusFirstField(event: Event): void {
  const [first] = (event.target as HTMLElement).querySelectorAll<HTMLElement>(
    'input, textarea, [role="combobox"]',
  );
  if (first === undefined || !first.matches('textarea, input:not([role], [type="checkbox"])'))
    return;
  event.preventDefault();
  first.focus();
}
