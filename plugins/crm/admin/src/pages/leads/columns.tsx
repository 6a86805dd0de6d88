import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { ExportColumnName } from '../../../../core/lead/export';
import type { LeadListRow } from '../../api/replies';
import { Standing } from '../../panels/Standing';
import { Mark, type Tone } from '../../parts/Mark';
import { Due } from '../../parts/Due';
import { ownerName } from '../../parts/owner-name';
import { StageName } from '../../parts/StageName';
import { WaitingMarks } from '../../parts/WaitingMarks';
import type { WordId, Words } from '../../words';

export interface Column {
  readonly name: ExportColumnName;
  readonly label: WordId;
  readonly sortable: boolean;
  /** Shown until somebody arranges the list. */
  readonly atFirst: boolean;
  readonly cell: (row: LeadListRow, words: Words) => ReactNode;
}

/** As in the Content Manager: one long word must not push the other columns out of sight. */
const WIDEST = '30rem';

const text = (value: string | null | undefined): ReactNode => (
  <Typography textColor="neutral800" maxWidth={WIDEST} ellipsis>
    {value === null || value === undefined || value === '' ? '–' : value}
  </Typography>
);

/** What the list can show of a lead, in order. */
export const COLUMNS: readonly Column[] = [
  {
    name: 'title',
    label: 'crm.field.title',
    sortable: true,
    atFirst: true,
    cell: ({ title }) => (
      <Typography
        textColor="neutral800"
        fontWeight="semiBold"
        maxWidth={WIDEST}
        ellipsis
        title={title}
      >
        {title}
      </Typography>
    ),
  },
  {
    name: 'stage',
    label: 'crm.field.stage',
    sortable: false,
    atFirst: true,
    cell: ({ stage }) => <StageName stage={stage} />,
  },
  {
    name: 'status',
    label: 'crm.field.status',
    sortable: false,
    atFirst: true,
    cell: ({ status, outcome, ...lead }, words) => (
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Mark tone={status === 'open' ? 'primary' : outcomeTone(outcome)}>
          {outcome === null ? words.value('status', status) : words.value('outcome', outcome)}
        </Mark>
        <WaitingMarks
          qualification={lead.pendingQualification !== null}
          close={lead.pendingCloseRequest !== null}
        />
      </Flex>
    ),
  },
  {
    name: 'owner',
    label: 'crm.field.owner',
    sortable: false,
    atFirst: true,
    cell: ({ owner }, words) =>
      owner === null ? (
        <Typography textColor="neutral600">{words.say('crm.panel.nobody')}</Typography>
      ) : (
        text(ownerName(words, owner))
      ),
  },
  {
    name: 'company',
    label: 'crm.field.company',
    sortable: false,
    atFirst: false,
    cell: ({ company }) => text(company?.name),
  },
  {
    name: 'leadScore',
    label: 'crm.field.leadScore',
    sortable: false,
    atFirst: true,
    cell: ({ leadScore }) => text(leadScore?.label),
  },
  {
    name: 'statusCode',
    label: 'crm.field.statusCode',
    sortable: false,
    atFirst: false,
    cell: ({ statusCode }) => text(statusCode?.label),
  },
  {
    name: 'lostReason',
    label: 'crm.field.lostReason',
    sortable: false,
    atFirst: false,
    cell: ({ lostReason }) => text(lostReason?.label),
  },
  {
    name: 'estimatedValue',
    label: 'crm.field.estimatedValue',
    sortable: true,
    atFirst: true,
    cell: ({ estimatedValue }, words) =>
      text(estimatedValue === null ? null : words.amount(estimatedValue)),
  },
  {
    name: 'nextEventAt',
    label: 'crm.field.nextEventAt',
    sortable: true,
    atFirst: true,
    cell: ({ nextEventAt }) => (nextEventAt === null ? text(null) : <Due brief at={nextEventAt} />),
  },
  {
    name: 'active',
    label: 'crm.field.active',
    sortable: true,
    atFirst: false,
    cell: ({ active }) => <Standing active={active} />,
  },
  {
    name: 'pipeline',
    label: 'crm.field.pipeline',
    sortable: false,
    atFirst: false,
    cell: ({ pipeline }) => text(pipeline?.name),
  },
  {
    name: 'stageEnteredAt',
    label: 'crm.field.stageEnteredAt',
    sortable: true,
    atFirst: false,
    cell: ({ stageEnteredAt }, words) =>
      text(stageEnteredAt === null ? null : words.ago(stageEnteredAt)),
  },
  {
    name: 'closedAt',
    label: 'crm.field.closedAt',
    sortable: true,
    atFirst: false,
    cell: ({ closedAt }, words) => text(closedAt === null ? null : words.day(closedAt)),
  },
  {
    name: 'soldAt',
    label: 'crm.field.soldAt',
    sortable: true,
    atFirst: false,
    cell: ({ soldAt }, words) => text(soldAt === null ? null : words.day(soldAt)),
  },
  {
    name: 'createdAt',
    label: 'crm.field.createdAt',
    sortable: true,
    atFirst: false,
    cell: ({ createdAt }, words) => text(words.day(createdAt)),
  },
];

/** The columns of a file: one of the list says how a lead stands and how it closed, a file has both. */
export const columnsSaved = (columns: readonly Column[]): ExportColumnName[] =>
  columns.flatMap(({ name }) => (name === 'status' ? ['status', 'outcome'] : [name]));

const outcomeTone = (outcome: string | null): Tone => {
  if (outcome === 'won' || outcome === 'qualified') return 'success';
  return outcome === 'lost' || outcome === 'unqualified' ? 'danger' : 'neutral';
};
