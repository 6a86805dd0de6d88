import { Button, IconButton } from '@strapi/design-system';
import { Check, Trash } from '@strapi/icons';
import { ActionDialog } from '../../actions/ActionDialog';
import { actionsOf, doorOf } from '../../actions/actions-of';
import { useCrmDeletionQuery } from '../../api/contact-api';
import type { ContactListRow } from '../../api/replies';
import { useMay, useMayOn } from '../../may';
import { CellButtons } from '../../parts/CellButtons';
import { DeleteRecord } from '../../parts/DeleteDialog';
import { useWords } from '../../words';
import { contactName } from './contact-name';

const ACTIVATE = actionsOf('contact').find(({ key }) => key === 'activate');

/** What is asked to be done with which contact. */
export interface ContactWork {
  readonly deed: 'activate' | 'delete';
  readonly contact: ContactListRow;
}

interface Props {
  readonly contact: ContactListRow;
  readonly onAsk: (work: ContactWork) => void;
}

/** P9, P10: what becomes of an inactive contact. */
export function ContactActions({ contact, onAsk }: Props) {
  const words = useWords();
  const may = useMay();
  const mayOn = useMayOn();
  const name = contactName(contact);
  return (
    <CellButtons>
      {contact.mergedInto == null && may(doorOf('contact', 'activate')) ? (
        <Button
          size="S"
          variant="secondary"
          startIcon={<Check />}
          aria-label={words.say('crm.contacts.activate', { name })}
          onClick={() => onAsk({ deed: 'activate', contact })}
        >
          {words.say('crm.action.contact.activate')}
        </Button>
      ) : null}
      {mayOn('delete', 'contact') ? (
        <IconButton
          variant="ghost"
          label={words.say('crm.deleteOne', { name })}
          withTooltip={false}
          onClick={() => onAsk({ deed: 'delete', contact })}
        >
          <Trash />
        </IconButton>
      ) : null}
    </CellButtons>
  );
}

interface DialogProps {
  readonly work: ContactWork;
  readonly onClose: () => void;
}

export function ContactDialog({ work: { deed, contact }, onClose }: DialogProps) {
  return deed === 'delete' ? (
    <DeleteContact contact={contact} onClose={onClose} />
  ) : (
    <ActionDialog
      record="contact"
      action={ACTIVATE}
      documentId={contact.documentId}
      onClose={onClose}
    />
  );
}

/** P11, P14: asked once more, for it is for good; it frees the address. */
function DeleteContact({ contact, onClose }: { contact: ContactListRow; onClose: () => void }) {
  const words = useWords();
  const name = contactName(contact);
  const { data, error } = useCrmDeletionQuery(contact.documentId, {
    refetchOnMountOrArgChange: true,
  });
  const failure = error ?? data?.refusal ?? undefined;
  const hindrance =
    failure === undefined
      ? data === undefined
        ? null
        : undefined
      : { failure, instead: words.say('crm.contacts.deleteInstead', { name }) };
  return (
    <DeleteRecord
      hindrance={hindrance}
      record="contact"
      documentId={contact.documentId}
      name={name}
      sure={words.say(
        contact.email === null ? 'crm.contacts.deleteSure' : 'crm.contacts.deleteSureAddress',
        { name, email: contact.email ?? '' },
      )}
      onClose={onClose}
    />
  );
}
