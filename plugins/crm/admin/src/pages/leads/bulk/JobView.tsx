import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { BULK_ORDERS, isOver, type BulkOrder } from '../../../../../core/bulk/model';
import {
  useCrmJobQuery,
  useCrmOrderJobMutation,
  useCrmUndosOfQuery,
  type BulkProgress,
  type JobRow,
} from '../../../api/bulk-api';
import { PanelState } from '../../../panels/PanelState';
import { RecordLink } from '../../../panels/RecordLink';
import { useTold } from '../../../parts/use-told';
import { pathOf } from '../../../records';
import { useWords } from '../../../words';
import { Beside } from './Beside';
import { Refusals } from './BulkPlan';
import { takesBack, Undone } from './Undone';
import { UndoJob } from './UndoJob';

interface Props {
  readonly documentId: string;
  readonly onClose: () => void;
}

const EVERY = 1_000;

/** How far a job is, what it refused, and what it can be told. */
export function JobView({ documentId, onClose }: Props) {
  const words = useWords();
  const { data: job, error } = useCrmJobQuery(documentId, { pollingInterval: EVERY });
  const undos = useCrmUndosOfQuery(documentId, {
    pollingInterval: EVERY,
    refetchOnMountOrArgChange: true,
  });
  const undone = undos.data?.find(takesBack);
  const [undoing, setUndoing] = useState(false);
  if (undoing) return <UndoJob documentId={documentId} onLeave={() => setUndoing(false)} />;
  const goesOn = job?.status === 'queued' || job?.status === 'running';
  return (
    <>
      <Modal.Body>
        {job === undefined ? (
          <PanelState failure={error} />
        ) : (
          <Standing job={job} undone={undone} />
        )}
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onClose}>
          {words.say(goesOn ? 'crm.bulk.background' : 'crm.close')}
        </Button>
        {job === undefined ? null : (
          <Orders
            job={job}
            mayUndo={!undos.isLoading && undone === undefined}
            onUndo={() => setUndoing(true)}
          />
        )}
      </Modal.Footer>
    </>
  );
}

interface StandingProps {
  readonly job: BulkProgress;
  readonly undone: JobRow | undefined;
}

function Standing({ job, undone }: StandingProps) {
  const words = useWords();
  const { total, done, requested, unchanged, status, problem, refusals, items } = job;
  const refused = job.refused + job.failed;
  const settled = done + requested + refused;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography fontWeight="semiBold" aria-live="polite">
        {words.say(`crm.bulk.status.${status}`, { settled, total })}
      </Typography>
      <Progress share={total === 0 ? 1 : settled / total} />
      <Typography textColor="neutral700">
        {words.say('crm.bulk.settled', { done: done - unchanged, requested, unchanged, refused })}
      </Typography>
      <Beside contacts={job.contacts} voided={job.voided} past />
      {undone === undefined ? null : <Undone by={undone} />}
      {problem === null ? null : <Typography textColor="danger600">{problem}</Typography>}
      <Refusals refusals={refusals} />
      {items.length === 0 ? null : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {items.map(({ lead, code, message }) => (
            <Box tag="li" key={lead.documentId}>
              <RecordLink to={pathOf('lead', lead.documentId)}>{lead.label}</RecordLink>
              <Typography tag="p" variant="pi" textColor="neutral700">
                {words.refusal({ code: code ?? '', message: message ?? '' })}
              </Typography>
            </Box>
          ))}
        </Flex>
      )}
    </Flex>
  );
}

/** Strapi's own bar is white on white here. */
function Progress({ share }: { share: number }) {
  const percent = Math.round(share * 100);
  return (
    <Box background="neutral150" hasRadius height="0.8rem" width="100%" aria-hidden>
      <Box background="primary600" hasRadius height="0.8rem" style={{ width: `${percent}%` }} />
    </Box>
  );
}

const ORDERS = Object.entries(BULK_ORDERS) as [BulkOrder, (typeof BULK_ORDERS)[BulkOrder]][];

interface OrdersProps {
  readonly job: BulkProgress;
  readonly mayUndo: boolean;
  readonly onUndo: () => void;
}

function Orders({ job, mayUndo, onUndo }: OrdersProps) {
  const words = useWords();
  const told = useTold();
  const [tell, { isLoading }] = useCrmOrderJobMutation();
  const { documentId, status, done, requested, undoes } = job;
  const order = async (what: BulkOrder) => {
    const reply = await tell({ documentId, order: what });
    told(reply, words.say(`crm.bulk.told.${what}`));
  };
  const possible = ORDERS.filter(([, { from }]) =>
    (from as readonly string[]).includes(status),
  ).map(([what]) => what);
  return (
    <Flex gap={2}>
      {possible.map((what) => (
        <Button
          key={what}
          loading={isLoading}
          variant={what === 'cancel' ? 'danger-light' : 'secondary'}
          onClick={() => void order(what)}
        >
          {words.say(`crm.bulk.order.${what}`)}
        </Button>
      ))}
      {mayUndo && isOver(status) && done + requested > 0 && undoes === null ? (
        <Button variant="secondary" disabled={isLoading} onClick={onUndo}>
          {words.say('crm.bulk.order.undo')}
        </Button>
      ) : null}
    </Flex>
  );
}
