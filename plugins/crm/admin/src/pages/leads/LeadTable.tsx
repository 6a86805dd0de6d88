import { Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { css, styled } from 'styled-components';
import { ActionDialog } from '../../actions/ActionDialog';
import type { PanelAction } from '../../actions/actions-of';
import type { LeadListRow } from '../../api/replies';
import { ActionsHeader, withActions } from '../../parts/ActionsHeader';
import { pathOf } from '../../records';
import { useWords } from '../../words';
import type { Column } from './columns';
import { RowActions } from './RowActions';

interface Props {
  readonly rows: readonly LeadListRow[];
  readonly columns: readonly Column[];
  readonly isLoading: boolean;
  readonly ticked: readonly LeadListRow[];
  readonly onTick: (leads: LeadListRow[]) => void;
}

export function LeadTable({ rows, columns, isLoading, ticked, onTick }: Props) {
  const words = useWords();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ lead: LeadListRow; action: PanelAction }>();
  const headers = columns.map(({ name, label, sortable }) => ({
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
        selectedRows={[...ticked]}
        onSelectedRowsChange={onTick}
      >
        <Table.Content>
          <Table.Head>
            <Table.HeaderCheckboxCell />
            {headers.map((header) => (
              <Table.HeaderCell key={header.name} {...header} />
            ))}
            <NearHeader />
          </Table.Head>
          <Table.Loading />
          <Table.Body>
            {rows.map((row) => (
              <Table.Row
                key={row.documentId}
                cursor="pointer"
                onClick={() => navigate(pathOf('lead', row.documentId))}
              >
                <Table.CheckboxCell id={row.id} />
                {columns.map(({ name, cell }) => (
                  <Table.Cell key={name}>{cell(row, words)}</Table.Cell>
                ))}
                <Actions onClick={(event: React.MouseEvent) => event.stopPropagation()}>
                  <RowActions lead={row} onChoose={(action) => setAsked({ lead: row, action })} />
                </Actions>
              </Table.Row>
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
      <ActionDialog
        record="lead"
        action={asked?.action}
        documentId={asked?.lead.documentId ?? ''}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}

/**
 * Within reach however far the columns go, over the margin inside the table, too. What goes on under it
 * fades out: cut off, an amount would be read as another one.
 */
const inReach = css`
  position: sticky;
  right: -${({ theme }) => theme.spaces[6]};
  padding-right: ${({ theme }) => theme.spaces[6]};
  background: ${({ theme }) => theme.colors.neutral0};

  &::before {
    content: '';
    position: absolute;
    top: 0;
    bottom: 0;
    right: 100%;
    width: ${({ theme }) => theme.spaces[8]};
    background: linear-gradient(to right, transparent, ${({ theme }) => theme.colors.neutral0});
    pointer-events: none;
  }
`;

const NearHeader = styled(ActionsHeader)`
  ${inReach}
`;
const Actions = styled(Table.Cell)`
  ${inReach}
`;
