import { Box, EmptyStateLayout, IconButton, Modal, Typography } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page, Table } from '@strapi/strapi/admin';
import { useState } from 'react';
import { isOver } from '../../../../core/bulk/model';
import { useCrmJobsQuery, type JobRow } from '../../api/bulk-api';
import { ActionsHeader, withActions } from '../../parts/ActionsHeader';
import { Mark, type Tone } from '../../parts/Mark';
import { ModalWindow } from '../../parts/ModalWindow';
import type { RowPlace } from '../../parts/row-place';
import { useWords, type WordId, type Words } from '../../words';
import { JobView } from '../leads/bulk/JobView';
import { takesBack, Undone } from '../leads/bulk/Undone';

const HEADERS: readonly (readonly [name: string, label: WordId])[] = [
  ['action', 'crm.jobs.action'],
  ['status', 'crm.jobs.status'],
  ['result', 'crm.jobs.result'],
  ['startedBy', 'crm.jobs.by'],
  ['createdAt', 'crm.jobs.at'],
];

const EVERY = 2_000;

const goesOn = ({ status }: JobRow): boolean => status === 'queued' || status === 'running';

/** What was done to many leads at once: how far it is, what it refused, and the way back. */
export function JobsPage() {
  const words = useWords();
  const { data: jobs, error } = useCrmJobsQuery(undefined, { refetchOnMountOrArgChange: true });
  const [shown, setShown] = useState<JobRow>();
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.jobs')}</Page.Title>
      <Layouts.Header title={words.say('crm.nav.jobs')} subtitle={words.say('crm.jobs.about')} />
      {jobs?.some(goesOn) === true ? <LookAgain /> : null}
      <Layouts.Content>
        {error !== undefined ? (
          <Page.Error content={words.refusal(error)} />
        ) : jobs?.length === 0 ? (
          <EmptyStateLayout
            hasRadius
            shadow="filterShadow"
            icon={<EmptyDocuments width="16rem" />}
            content={words.say('crm.jobs.empty')}
          />
        ) : (
          <Table.Root
            rows={[...(jobs ?? [])]}
            headers={withActions(
              HEADERS.map(([name, label]) => ({ name, label: words.say(label) })),
            )}
            isLoading={jobs === undefined}
          >
            <Table.Content>
              <Table.Head>
                {HEADERS.map(([name, label]) => (
                  <Table.HeaderCell
                    key={name}
                    name={name}
                    label={words.say(label)}
                    sortable={false}
                  />
                ))}
                <ActionsHeader />
              </Table.Head>
              <Table.Loading />
              <Table.Body>
                {jobs?.map((job) => (
                  <JobLine
                    key={job.documentId}
                    job={job}
                    undone={jobs.find((other) => isUndoOf(other, job) && takesBack(other))}
                    onShow={() => setShown(job)}
                  />
                ))}
              </Table.Body>
            </Table.Content>
          </Table.Root>
        )}
      </Layouts.Content>
      <Modal.Root
        open={shown !== undefined}
        onOpenChange={(open) => (open ? undefined : setShown(undefined))}
      >
        {shown === undefined ? null : (
          <ModalWindow
            title={words.say('crm.bulk.title', {
              action: nameOf(words, shown),
              count: shown.total,
            })}
          >
            <JobView documentId={shown.documentId} onClose={() => setShown(undefined)} />
          </ModalWindow>
        )}
      </Modal.Root>
    </Page.Main>
  );
}

/** While something moves by itself. */
function LookAgain() {
  useCrmJobsQuery(undefined, { pollingInterval: EVERY });
  return null;
}

/** What undoes a job is newer than the job, and so on the same page. */
const isUndoOf = ({ undoes }: JobRow, { documentId }: JobRow): boolean =>
  undoes?.documentId === documentId;

const nameOf = (words: Words, { action }: JobRow): string =>
  words.sayOr(`crm.action.lead.${action}`, words.sayOr(`crm.jobs.name.${action}`, action));

const TONES: Readonly<Record<JobRow['status'], Tone>> = {
  queued: 'neutral',
  running: 'primary',
  paused: 'warning',
  done: 'success',
  cancelled: 'neutral',
  failed: 'danger',
};

interface LineProps extends RowPlace {
  readonly job: JobRow;
  /** The job that has taken it back, or is about to. */
  readonly undone: JobRow | undefined;
  readonly onShow: () => void;
}

function JobLine({ job, undone, onShow, ...place }: LineProps) {
  const words = useWords();
  const { status, total, startedBy, createdAt } = job;
  const [requested, unchanged] = [job.requested ?? 0, job.unchanged ?? 0];
  const refused = job.refused + (job.failed ?? 0);
  const name = nameOf(words, job);
  const at = words.moment(createdAt);
  return (
    <Table.Row {...place}>
      <Table.Cell>
        <Typography fontWeight="semiBold" textColor="neutral800">
          {words.say('crm.bulk.title', { action: name, count: total })}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        {undone === undefined ? (
          <Mark tone={TONES[status] ?? 'neutral'}>
            {words.say(`crm.bulk.status.${status}`, {
              settled: job.done + requested + refused,
              total,
            })}
          </Mark>
        ) : (
          <Mark tone={isOver(undone.status) ? 'neutral' : 'primary'}>
            {words.say(
              isOver(undone.status) ? 'crm.bulk.status.undone' : 'crm.bulk.status.beingUndone',
            )}
          </Mark>
        )}
      </Table.Cell>
      <Table.Cell>
        <Box maxWidth="32rem" style={{ whiteSpace: 'normal' }}>
          <Typography textColor="neutral800">
            {words.say('crm.bulk.settled', {
              done: job.done - unchanged,
              requested,
              unchanged,
              refused,
            })}
          </Typography>
          {undone === undefined ? null : <Undone by={undone} />}
        </Box>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{startedBy?.name ?? '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{at}</Typography>
      </Table.Cell>
      <Table.Cell>
        <IconButton
          variant="ghost"
          label={words.say('crm.jobs.show', { action: name, at })}
          withTooltip={false}
          onClick={onShow}
        >
          <Eye />
        </IconButton>
      </Table.Cell>
    </Table.Row>
  );
}
