import { Modal } from '@strapi/design-system';
import { EVENT_DEEDS } from '../../../core/calendar/deeds';
import type { EventRow } from '../api/replies';
import { ModalWindow } from '../parts/ModalWindow';
import { useWords } from '../words';
import { DeedForm } from './DeedForm';
import { readFields, schemaOf } from './read-fields';
import type { Deed } from './use-deed';

interface Props {
  /** The event that is completed; the dialog is open while there is one. */
  readonly event: EventRow | undefined;
  readonly lead: string;
  readonly onClose: () => void;
}

/** R25: an event of a lead is completed, after a look at what that does. */
export function EventDialog({ event, lead, onClose }: Props) {
  return (
    <Modal.Root open={event !== undefined} onOpenChange={(open) => (open ? undefined : onClose())}>
      {event === undefined ? null : (
        <ModalWindow isWide title={event.title}>
          <CompleteForm event={event} lead={lead} onClose={onClose} />
        </ModalWindow>
      )}
    </Modal.Root>
  );
}

function CompleteForm({ event, lead, onClose }: Props & { readonly event: EventRow }) {
  const words = useWords();
  const fields = readFields(schemaOf(EVENT_DEEDS.complete.input));
  const deed: Deed = {
    record: 'calendar-event',
    documentId: event.documentId,
    action: 'complete',
    label: words.say('crm.task.complete'),
    done: words.say('crm.work.event.done'),
    about: { record: 'lead', documentId: lead },
    prefill: {},
    fieldsFor: () => fields,
  };
  return <DeedForm deed={deed} onClose={onClose} />;
}
