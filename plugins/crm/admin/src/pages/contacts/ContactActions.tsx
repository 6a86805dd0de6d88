import { Button, Dialog, Flex, IconButton, Typography } from '@strapi/design-system';
import { Check, Trash } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { ActionDialog } from '../../actions/ActionDialog';
import { actionsOf, doorOf } from '../../actions/actions-of';
import { useCrmDeleteContactMutation } from '../../api/contact-api';
import type { ContactListRow } from '../../api/replies';
import { useMay, useMayOn } from '../../may';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import { useWords } from '../../words';
import { contactName } from './contact-name';

const ACTIVATE = actionsOf('contact').find(({ key }) => key === 'activate');

/** P9, P10: what becomes of an inactive contact. */
export function ContactActions({ contact }: { contact: ContactListRow }) {
  const words = useWords();
  const may = useMay();
  const mayOn = useMayOn();
  const [activating, setActivating] = useState(false);
  return (
    <Flex gap={1} justifyContent="flex-end">
      {may(doorOf('contact', 'activate')) ? (
        <Button
          size="S"
          variant="secondary"
          startIcon={<Check />}
          aria-label={words.say('crm.contacts.activate', { name: contactName(contact) })}
          onClick={() => setActivating(true)}
        >
          {words.say('crm.action.contact.activate')}
        </Button>
      ) : null}
      {mayOn('delete', 'contact') ? <DeleteContact contact={contact} /> : null}
      <ActionDialog
        record="contact"
        action={activating ? ACTIVATE : undefined}
        documentId={contact.documentId}
        onClose={() => setActivating(false)}
      />
    </Flex>
  );
}

/** P11, P14: asked once more, for it is for good; it frees the address. */
function DeleteContact({ contact }: { contact: ContactListRow }) {
  const words = useWords();
  const { toggleNotification } = useNotification();
  const [remove, { isLoading, error, reset }] = useCrmDeleteContactMutation();
  const [open, setOpen] = useState(false);
  const name = contactName(contact);
  const show = (opens: boolean) => {
    reset();
    setOpen(opens);
  };
  async function confirm() {
    const reply = await remove(contact.documentId);
    if ('error' in reply) return;
    toggleNotification({ type: 'success', message: words.say('crm.contacts.deleted', { name }) });
    setOpen(false);
  }
  return (
    <Dialog.Root open={open} onOpenChange={show}>
      <Dialog.Trigger>
        <IconButton
          variant="ghost"
          label={words.say('crm.contacts.delete', { name })}
          withTooltip={false}
        >
          <Trash />
        </IconButton>
      </Dialog.Trigger>
      <ConfirmDialog
        title={words.say('crm.contacts.delete', { name })}
        confirm={words.say('crm.delete')}
        isRunning={isLoading}
        failure={error}
        onConfirm={() => void confirm()}
      >
        <Typography textAlign="center">
          {words.say(
            contact.email === null ? 'crm.contacts.deleteSure' : 'crm.contacts.deleteSureAddress',
            { name, email: contact.email ?? '' },
          )}
        </Typography>
      </ConfirmDialog>
    </Dialog.Root>
  );
}
