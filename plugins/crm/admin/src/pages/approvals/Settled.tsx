import { Box, EmptyStateLayout, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Table } from '@strapi/strapi/admin';
import { useCrmSettledQuery, type SettledRow } from '../../api/approval-api';
import { PanelState } from '../../panels/PanelState';
import { RecordLink } from '../../panels/RecordLink';
import { Mark, type Tone } from '../../parts/Mark';
import type { RowPlace } from '../../parts/row-place';
import { keptBecause } from '../../plan/kept';
import { pathOf } from '../../records';
import { useWords, type WordId } from '../../words';

const HEADERS: readonly (readonly [name: string, label: WordId])[] = [
  ['lead', 'crm.field.lead'],
  ['status', 'crm.approvals.outcome'],
  ['requester', 'crm.approvals.requester'],
  ['decider', 'crm.approvals.decider'],
  ['note', 'crm.approvals.note'],
];

const TONES: Readonly<Record<SettledRow['status'], Tone>> = {
  approved: 'success',
  declined: 'danger',
  void: 'neutral',
  withdrawn: 'neutral',
};

export function Settled() {
  const words = useWords();
  const { data, error } = useCrmSettledQuery(undefined, { refetchOnMountOrArgChange: true });
  if (data === undefined) return <PanelState failure={error} />;
  if (data.length === 0) {
    return (
      <Box paddingTop={6}>
        <EmptyStateLayout
          hasRadius
          shadow="filterShadow"
          icon={<EmptyDocuments width="16rem" />}
          content={words.say('crm.approvals.nothingDecided')}
        />
      </Box>
    );
  }
  return (
    <Box paddingTop={6}>
      <Table.Root
        rows={[...data]}
        headers={HEADERS.map(([name, label]) => ({ name, label: words.say(label) }))}
      >
        <Table.Content>
          <Table.Head>
            {HEADERS.map(([name, label]) => (
              <Table.HeaderCell key={name} name={name} label={words.say(label)} sortable={false} />
            ))}
          </Table.Head>
          <Table.Body>
            {data.map((request) => (
              <SettledLine key={request.documentId} request={request} />
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
    </Box>
  );
}

interface LineProps extends RowPlace {
  readonly request: SettledRow;
}

function SettledLine({ request, ...place }: LineProps) {
  const words = useWords();
  const { lead, status, requester, decider, decidedAt, note } = request;
  return (
    <Table.Row {...place}>
      <Table.Cell>
        {lead === null ? (
          '–'
        ) : (
          <RecordLink to={pathOf('lead', lead.documentId)}>{lead.title}</RecordLink>
        )}
      </Table.Cell>
      <Table.Cell>
        <Mark tone={TONES[status]}>{words.say(`crm.approvals.status.${status}`)}</Mark>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{requester?.name ?? '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">
          {words.say('crm.contacts.byOn', {
            name: decider?.name ?? '–',
            day: decidedAt === null ? '' : words.day(decidedAt),
          })}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral600">
          {note === null ? '–' : keptBecause(words, note)}
        </Typography>
      </Table.Cell>
    </Table.Row>
  );
}
