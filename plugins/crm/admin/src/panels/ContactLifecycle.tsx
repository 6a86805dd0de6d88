import { Flex } from '@strapi/design-system';
import {
  useCrmContactActionsQuery,
  useCrmContactQuery,
  useCrmOperationQuery,
} from '../api/crm-api';
import type { ContactRow, OfferedAction } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { useMay } from '../may';
import { CONTACT, pathOf } from '../records';
import { contactName } from '../pages/contacts/contact-name';
import { reasonOf } from '../refusal-words';
import { useWords, type Words } from '../words';
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
  const { data: offered, error: refused } = useCrmContactActionsQuery(documentId);
  if (contact == null || offered === undefined) return <PanelState failure={error ?? refused} />;
  const { mergedInto } = contact;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Flex>
        <Standing active={contact.active} />
      </Flex>
      {contact.active && !contact.deceased && !contact.doNotContact ? null : (
        <Facts>
          <Inactivity contact={contact} />
          {mergedInto == null ? null : (
            <Fact label={words.field('mergedInto')}>
              <RecordLink to={pathOf('contact', mergedInto.documentId)}>
                {contactName(mergedInto)}
              </RecordLink>
            </Fact>
          )}
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
        reasons={reasonsOf(words, contact, offered)}
        // X25: the later reason wins; a contact that is inactive is given another one.
        labels={contact.active ? {} : { deactivate: words.say('crm.contact.changeReason') }}
      />
    </Flex>
  );
}

/** What is true of the contact says more than what is refused because of it. */
function reasonsOf(
  words: Words,
  { active, mergedInto, erasedAt }: ContactRow,
  offered: readonly OfferedAction[],
): Record<string, string> {
  const standing =
    erasedAt !== null
      ? words.say('crm.contact.isErased')
      : mergedInto != null
        ? words.say('crm.contact.isMerged', { name: contactName(mergedInto) })
        : undefined;
  return Object.fromEntries(
    offered.flatMap(({ action, refusal }) => {
      if (refusal === null) return [];
      if (standing !== undefined) return [[action, standing]];
      const isActive = active && action === 'activate' && refusal.code === 'contact.active';
      return [[action, isActive ? words.say('crm.contact.isActive') : reasonOf(words, refusal)]];
    }),
  );
}

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
