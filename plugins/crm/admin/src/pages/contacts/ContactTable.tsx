import { Flex, Typography } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCrmCausesQuery } from '../../api/contact-api';
import type { CauseRow, ContactListRow } from '../../api/replies';
import { RecordLink } from '../../panels/RecordLink';
import { ActionsHeader, withActions } from '../../parts/ActionsHeader';
import { Mark } from '../../parts/Mark';
import type { RowPlace } from '../../parts/row-place';
import { pathOf } from '../../records';
import { useWords, type WordId } from '../../words';
import { contactName } from './contact-name';
import { ContactActions, ContactDialog, type ContactWork } from './ContactActions';

interface Props {
  readonly rows: readonly ContactListRow[];
  readonly isLoading: boolean;
}

const HEADERS: readonly (readonly [name: string, label: WordId, sortable: boolean])[] = [
  ['lastName', 'crm.field.name', true],
  ['inactiveReason', 'crm.field.inactiveReason', true],
  ['by', 'crm.contacts.by', false],
  ['inactiveUntil', 'crm.field.inactiveUntil', true],
];

export function ContactTable({ rows, isLoading }: Props) {
  const words = useWords();
  const [work, setWork] = useState<ContactWork>();
  const operations = rows.flatMap(({ inactivatedBy: by }) => (by === null ? [] : [by.documentId]));
  const { data: causes = [] } = useCrmCausesQuery(operations, { skip: operations.length === 0 });
  const headers = HEADERS.map(([name, label, sortable]) => ({
    name,
    sortable,
    label: words.say(label),
  }));
  return (
    <>
      <Table.Root
        rows={[...rows]}
        headers={withActions(headers)}
        isLoading={isLoading && rows.length === 0}
      >
        <Table.Content>
          <Table.Head>
            {headers.map((header) => (
              <Table.HeaderCell key={header.name} {...header} />
            ))}
            <ActionsHeader />
          </Table.Head>
          <Table.Loading />
          <Table.Body>
            {rows.map((contact) => (
              <ContactLine
                key={contact.documentId}
                contact={contact}
                onAsk={setWork}
                cause={causes.find(
                  ({ documentId }) => documentId === contact.inactivatedBy?.documentId,
                )}
              />
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
      {work === undefined ? null : <ContactDialog work={work} onClose={() => setWork(undefined)} />}
    </>
  );
}

interface LineProps extends RowPlace {
  readonly contact: ContactListRow;
  readonly cause: CauseRow | undefined;
  readonly onAsk: (work: ContactWork) => void;
}

function ContactLine({ contact, cause, onAsk, ...place }: LineProps) {
  const words = useWords();
  const { company, email, inactiveReason, inactiveUntil, deceased } = contact;
  return (
    <Table.Row {...place}>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <RecordLink to={pathOf('contact', contact.documentId)}>{contactName(contact)}</RecordLink>
          <Typography variant="pi" textColor="neutral600">
            {email ?? company?.name}
          </Typography>
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Flex gap={2}>
          <Typography textColor="neutral800">
            {inactiveReason === null ? '–' : words.value('inactiveReason', inactiveReason)}
          </Typography>
          {deceased && inactiveReason !== 'deceased' ? (
            <Mark tone="neutral">{words.field('deceased')}</Mark>
          ) : null}
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography textColor="neutral800">
            {cause === undefined
              ? '–'
              : words.say('crm.contacts.byOn', {
                  name: cause.actorName ?? '',
                  day: words.day(cause.createdAt),
                })}
          </Typography>
          {cause?.lead == null ? null : (
            <RecordLink to={pathOf('lead', cause.lead.documentId)}>{cause.lead.title}</RecordLink>
          )}
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">
          {inactiveUntil === null ? '–' : words.day(inactiveUntil)}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <ContactActions contact={contact} onAsk={onAsk} />
      </Table.Cell>
    </Table.Row>
  );
}
