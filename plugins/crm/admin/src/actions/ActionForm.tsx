import { Button, Flex, Modal } from '@strapi/design-system';
import { useMemo } from 'react';
import { isRefusal } from '../../../core/kernel/refusals';
import {
  useCrmContactQuery,
  useCrmLeadActionsQuery,
  useCrmLeadQuery,
  useCrmStagesQuery,
  useCrmValuesQuery,
} from '../api/crm-api';
import type { LeadRow, OfferedAction, RecordName, ValueRow } from '../api/replies';
import { contactName } from '../pages/contacts/contact-name';
import { PanelState } from '../panels/PanelState';
import { RefusalNote } from '../plan/Preview';
import { reasonOf } from '../refusal-words';
import { useWords } from '../words';
import { actionDone, actionLabel, isDangerous, type PanelAction } from './actions-of';
import { DeedForm, RecordTitle } from './DeedForm';
import type { Input } from './form-input';
import { fieldsForLead, type LeadForm } from './fields-for-lead';
import { readFields, schemaOf, type Field } from './read-fields';
import type { Deed } from './use-deed';

interface Props {
  readonly record: RecordName;
  readonly action: PanelAction;
  readonly documentId: string;
  readonly prefill?: Input;
  readonly onClose: () => void;
}

/** The form of an action: a lead's is as the server offers it on this very lead. */
export function ActionForm({ record, ...props }: Props) {
  return record === 'lead' ? <LeadActionForm {...props} /> : <ContactActionForm {...props} />;
}

type FormProps = Omit<Props, 'record'>;

function ContactActionForm({ action, documentId, prefill = {}, onClose }: FormProps) {
  const words = useWords();
  const { data: contact } = useCrmContactQuery(documentId);
  const fields = useMemo(
    () => readFields(schemaOf(action.input)).map((field) => withoutItself(field, documentId)),
    [action, documentId],
  );
  const deed: Deed = {
    ...deedOf('contact', action, documentId),
    name: contact == null ? undefined : contactName(contact),
    label: actionLabel(words, 'contact', action),
    done: actionDone(words, 'contact', action),
    prefill,
    fieldsFor: () => fields,
    ...(action.key === 'erase' ? { warning: words.say('crm.erase.warning') } : {}),
  };
  return <DeedForm deed={deed} onClose={onClose} />;
}

/** A contact is merged with others. */
const withoutItself = (field: Field, documentId: string): Field =>
  field.kind === 'record' && field.of === 'contact' ? { ...field, except: documentId } : field;

function LeadActionForm({ action, documentId, prefill, onClose }: FormProps) {
  const words = useWords();
  const { data: lead, error } = useCrmLeadQuery(documentId);
  const { data: offers, error: refused } = useCrmLeadActionsQuery(documentId);
  const pipeline = lead?.pipeline?.documentId ?? '';
  const { data: stages } = useCrmStagesQuery(pipeline, { skip: pipeline === '' });
  const { data: codes } = useCrmValuesQuery('disqualification-code');
  if (lead == null || offers === undefined || stages === undefined || codes === undefined) {
    return (
      <Modal.Body>
        <PanelState failure={error ?? refused} />
      </Modal.Body>
    );
  }
  const form: LeadForm = { lead, offers, stages, codes };
  const offer = offers.find((one) => one.action === action.key);
  if (offer?.refusal != null) {
    return <Refused name={lead.title} refusal={offer.refusal} onClose={onClose} />;
  }
  const deed: Deed = {
    ...deedOf('lead', action, documentId),
    name: lead.title,
    label: actionLabel(words, 'lead', action),
    done: actionDone(words, 'lead', action),
    version: lead.version,
    prefill: { ...offer?.prefill, ...prefill },
    fieldsFor: (input) => fieldsForLead(form, action.key, input),
    currentOf: (field) => currentValue(lead, field),
    // Some actions need one of several fields, which no single field can say.
    isEnough: (data) => Object.keys(data).length > 0 || !isRefusal(action.parse(data)),
  };
  return <DeedForm deed={deed} onClose={onClose} />;
}

const deedOf = (record: RecordName, { key }: PanelAction, documentId: string) => ({
  record,
  documentId,
  action: key,
  danger: isDangerous(key),
  about: { record, documentId },
});

interface RefusedProps {
  readonly name: string;
  readonly refusal: NonNullable<OfferedAction['refusal']>;
  readonly onClose: () => void;
}

/** Opened from a list, where nobody knows before that it cannot be done. */
function Refused({ name, refusal, onClose }: RefusedProps) {
  const words = useWords();
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <RecordTitle>{name}</RecordTitle>
          <RefusalNote>{reasonOf(words, refusal)}</RefusalNote>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button type="button" variant="tertiary" onClick={onClose}>
          {words.say('crm.close')}
        </Button>
      </Modal.Footer>
    </>
  );
}

function currentValue(lead: LeadRow, field: Field): ValueRow | null {
  if (field.kind !== 'dropdown-value' || !field.nullable || !(field.name in lead)) return null;
  // Only the scores can be emptied, and each is named as the field of the lead that it sets.
  return lead[field.name as 'leadScore' | 'statusCode' | 'lostReason'];
}
