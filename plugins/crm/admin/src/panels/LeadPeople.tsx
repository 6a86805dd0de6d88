import { Badge, Box, Flex, Link, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { useCrmPeopleQuery } from '../api/crm-api';
import type { ContactRow, LinkRow } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { LEAD, LEAD_CONTACT, pathOf } from '../records';
import { useWords } from '../words';
import { PanelState } from './PanelState';
import { RecordLink } from './RecordLink';
import { Standing } from './Standing';

/** The people on a lead: who they are to it, and who of them is active. */
export const LeadPeoplePanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  if (model !== LEAD || documentId === undefined) return null;
  return {
    title: words.say('crm.panel.people'),
    content: <LeadPeople documentId={documentId} />,
  };
};

function LeadPeople({ documentId }: { documentId: string }) {
  const words = useWords();
  const { data: links, error } = useCrmPeopleQuery(documentId);
  if (links === undefined) return <PanelState failure={error} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {links.length === 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {words.say('crm.people.none')}
        </Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
          {links.map((link) => (
            <Person key={link.documentId} link={link} />
          ))}
        </Flex>
      )}
      <LinkButton
        tag={RouterLink}
        variant="tertiary"
        startIcon={<Plus aria-hidden />}
        to={`/content-manager/collection-types/${LEAD_CONTACT}/create`}
      >
        {words.say('crm.people.add')}
      </LinkButton>
    </Flex>
  );
}

const nameOf = ({ firstName, lastName }: ContactRow): string =>
  [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');

function Person({ link }: { link: LinkRow }) {
  const words = useWords();
  const { contact, relationshipType } = link;
  if (contact === null) return null;
  return (
    <Box tag="li" borderColor="neutral150" hasRadius padding={3}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
        <Link tag={RouterLink} to={pathOf('contact', contact.documentId)}>
          {nameOf(contact)}
        </Link>
        <Standing active={contact.active} />
      </Flex>
      <Flex wrap="wrap" gap={1} paddingTop={2}>
        {link.primaryIndividual ? <Badge size="S">{words.field('primaryIndividual')}</Badge> : null}
        {link.primaryContact ? <Badge size="S">{words.field('primaryContact')}</Badge> : null}
        {link.active ? null : <Badge size="S">{words.say('crm.people.ended')}</Badge>}
      </Flex>
      <Flex justifyContent="space-between" gap={2} paddingTop={1}>
        <Typography variant="pi" textColor="neutral600">
          {relationshipType?.label ?? words.say('crm.people.noRelationship')}
        </Typography>
        <RecordLink to={pathOf('lead-contact', link.documentId)}>
          {words.say('crm.people.change')}
        </RecordLink>
      </Flex>
    </Box>
  );
}
