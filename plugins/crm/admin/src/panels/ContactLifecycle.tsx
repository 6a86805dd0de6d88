import { Flex } from '@strapi/design-system';
import { actionsOf } from '../actions/actions-of';
import { useCrmContactQuery, useCrmOperationQuery } from '../api/crm-api';
import type { ContactRow } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { useMay } from '../may';
import { CONTACT, pathOf } from '../records';
import { useWords } from '../words';
import { ActionButtons } from './ActionButtons';
import { Fact, Facts } from './Fact';
import { KeptActive } from './KeptActive';
import { PanelState } from './PanelState';
import { RecordLink } from './RecordLink';
import { Standing } from './Standing';

/** Whether a contact is active, why not, and by what. */
export const ContactLifecyclePanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  if (model !== CONTACT || documentId === undefined) return null;
  return {
    title: words.say('crm.panel.lifecycle'),
    content: <ContactLifecycle documentId={documentId} />,
  };
};

function ContactLifecycle({ documentId }: { documentId: string }) {
  const words = useWords();
  const may = useMay();
  const { data: contact, error } = useCrmContactQuery(documentId);
  if (contact == null) return <PanelState failure={error} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Flex>
        <Standing active={contact.active} />
      </Flex>
      {contact.active && !contact.deceased && !contact.doNotContact ? null : (
        <Facts>
          <Inactivity contact={contact} />
          {contact.erasedAt === null ? null : (
            <Fact label={words.field('erasedAt')}>{words.moment(contact.erasedAt)}</Fact>
          )}
          {contact.deceased ? (
            <Fact label={words.field('deceased')}>{words.value('deceased', true)}</Fact>
          ) : null}
          {contact.doNotContact ? (
            <Fact label={words.field('doNotContact')}>{words.value('doNotContact', true)}</Fact>
          ) : null}
        </Facts>
      )}
      {contact.active && may('contact.kept-active-by') ? (
        <KeptActive documentId={documentId} />
      ) : null}
      <ActionButtons
        record="contact"
        documentId={documentId}
        reasons={
          contact.erasedAt !== null
            ? everything(words.say('crm.contact.isErased'))
            : contact.active
              ? { activate: words.say('crm.contact.isActive') }
              : {}
        }
        // X25: the later reason wins; a contact that is inactive is given another one.
        labels={contact.active ? {} : { deactivate: words.say('crm.contact.changeReason') }}
      />
    </Flex>
  );
}

const everything = (reason: string): Record<string, string> =>
  Object.fromEntries(actionsOf('contact').map(({ key }) => [key, reason]));

function Inactivity({ contact }: { contact: ContactRow }) {
  const words = useWords();
  const by = contact.inactivatedBy?.documentId ?? '';
  const { data: operation } = useCrmOperationQuery(by, { skip: by === '' });
  if (contact.active) return null;
  const lead = operation?.lead ?? null;
  return (
    <>
      <Fact label={words.field('inactiveReason')}>
        {words.value('inactiveReason', contact.inactiveReason)}
      </Fact>
      {contact.inactiveUntil === null ? null : (
        <Fact label={words.field('inactiveUntil')}>{words.moment(contact.inactiveUntil)}</Fact>
      )}
      {lead === null ? null : (
        <Fact label={words.say('crm.panel.through')}>
          <RecordLink to={pathOf('lead', lead.documentId)}>{lead.title}</RecordLink>
        </Fact>
      )}
    </>
  );
}
