import { Button, IconButton } from '@strapi/design-system';
import { Check, Trash } from '@strapi/icons';
import { useState } from 'react';
import { ActionDialog } from '../../actions/ActionDialog';
import { actionsOf, doorOf } from '../../actions/actions-of';
import type { ContactListRow } from '../../api/replies';
import { useMay, useMayOn } from '../../may';
import { CellButtons } from '../../parts/CellButtons';
import { DeleteDialog } from '../../parts/DeleteDialog';
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
    <CellButtons>
      {contact.mergedInto == null && may(doorOf('contact', 'activate')) ? (
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
    </CellButtons>
  );
}

/** P11, P14: asked once more, for it is for good; it frees the address. */
function DeleteContact({ contact }: { contact: ContactListRow }) {
  const words = useWords();
  const name = contactName(contact);
  return (
    <DeleteDialog
      record="contact"
      documentId={contact.documentId}
      name={name}
      sure={words.say(
        contact.email === null ? 'crm.contacts.deleteSure' : 'crm.contacts.deleteSureAddress',
        { name, email: contact.email ?? '' },
      )}
    >
      <IconButton variant="ghost" label={words.say('crm.deleteOne', { name })} withTooltip={false}>
        <Trash />
      </IconButton>
    </DeleteDialog>
  );
}
