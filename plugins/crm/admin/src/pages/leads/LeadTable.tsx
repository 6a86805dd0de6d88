import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Table } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { LeadListRow } from '../../api/replies';
import { pathOf } from '../../records';
import { useWords } from '../../words';
import type { Column } from './columns';
import { RowActions } from './RowActions';

interface Props {
  readonly rows: readonly LeadListRow[];
  readonly columns: readonly Column[];
  readonly isLoading: boolean;
  /** Is it empty because of a search or a filter? */
  readonly isNarrowed: boolean;
}

export function LeadTable({ rows, columns, isLoading, isNarrowed }: Props) {
  const words = useWords();
  const navigate = useNavigate();
  const headers = columns.map(({ name, label, sortable }) => ({
    name,
    sortable,
    label: words.say(label),
  }));
  if (!isLoading && rows.length === 0) {
    return (
      <EmptyStateLayout
        hasRadius
        shadow="filterShadow"
        icon={<EmptyDocuments width="16rem" />}
        content={words.say(isNarrowed ? 'crm.leads.noMatch' : 'crm.leads.empty')}
      />
    );
  }
  return (
    <Table.Root rows={[...rows]} headers={headers} isLoading={isLoading && rows.length === 0}>
      <Table.Content>
        <Table.Head>
          {headers.map((header) => (
            <Table.HeaderCell key={header.name} {...header} />
          ))}
        </Table.Head>
        <Table.Loading />
        <Table.Body>
          {rows.map((row) => (
            <Table.Row
              key={row.documentId}
              cursor="pointer"
              onClick={() => navigate(pathOf('lead', row.documentId))}
            >
              {columns.map(({ name, cell }) => (
                <Table.Cell key={name}>{cell(row, words)}</Table.Cell>
              ))}
              <Table.Cell onClick={(event: React.MouseEvent) => event.stopPropagation()}>
                <RowActions lead={row} />
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
}
