import { Badge, Box, Button, Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useCrmLeadQuery, useCrmPeopleQuery } from '../api/crm-api';
import type { LinkRow } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { useMayOn } from '../may';
import { LEAD, listPathOf, pathOf } from '../records';
import { useWords } from '../words';
import { PanelState } from './PanelState';
import { nameOf, PersonDialog } from './PersonDialog';
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
  const mayOn = useMayOn();
  const { data: links, error } = useCrmPeopleQuery(documentId);
  const { data: lead } = useCrmLeadQuery(documentId);
  const [open, setOpen] = useState<{ readonly link?: LinkRow }>();
  if (links === undefined) return <PanelState failure={error} />;
  // X41: who is on an inactive lead stays as it is.
  const isActive = lead?.active === true;
  const mayChange = isActive && mayOn('update', 'lead-contact');
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {links.length === 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {words.say('crm.people.none')}
        </Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
          {links.map((link) => (
            <Person
              key={link.documentId}
              link={link}
              onChange={mayChange ? () => setOpen({ link }) : undefined}
            />
          ))}
        </Flex>
      )}
      {isActive && mayOn('create', 'lead-contact') ? (
        <Button
          type="button"
          variant="tertiary"
          startIcon={<Plus aria-hidden />}
          onClick={() => setOpen({})}
        >
          {words.say('crm.people.add')}
        </Button>
      ) : null}
      {isActive && mayOn('create', 'contact') ? (
        <RecordLink to={`${listPathOf('contact')}/create`}>
          {words.say('crm.people.newContact')}
        </RecordLink>
      ) : null}
      {open === undefined ? null : (
        <PersonDialog lead={documentId} {...open} onClose={() => setOpen(undefined)} />
      )}
    </Flex>
  );
}

interface PersonProps {
  readonly link: LinkRow;
  /** Absent where it cannot be changed. */
  readonly onChange: (() => void) | undefined;
}

function Person({ link, onChange }: PersonProps) {
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
        {onChange === undefined ? null : (
          <TextButton
            type="button"
            aria-label={words.say('crm.people.changeOne', { name: nameOf(contact) })}
            onClick={onChange}
          >
            {words.say('crm.people.change')}
          </TextButton>
        )}
      </Flex>
    </Box>
  );
}
