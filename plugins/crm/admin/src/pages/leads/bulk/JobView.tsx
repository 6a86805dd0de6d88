import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { BULK_ORDERS, isOver, type BulkOrder } from '../../../../../core/bulk/model';
import { useCrmJobQuery, useCrmOrderJobMutation, type BulkProgress } from '../../../api/bulk-api';
import { PanelState } from '../../../panels/PanelState';
import { RecordLink } from '../../../panels/RecordLink';
import { useTold } from '../../../parts/use-told';
import { pathOf } from '../../../records';
import { useWords } from '../../../words';
import { Refusals } from './BulkPlan';

interface Props {
  readonly documentId: string;
  readonly onClose: () => void;
}

const EVERY = 1_000;

/** How far a job is, what it refused, and what it can be told. */
export function JobView({ documentId, onClose }: Props) {
  const words = useWords();
  const { data: job, error } = useCrmJobQuery(documentId, { pollingInterval: EVERY });
  const goesOn = job?.status === 'queued' || job?.status === 'running';
  return (
    <>
      <Modal.Body>
        {job === undefined ? <PanelState failure={error} /> : <Standing job={job} />}
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onClose}>
          {words.say(goesOn ? 'crm.bulk.background' : 'crm.close')}
        </Button>
        {job === undefined ? null : <Orders job={job} />}
      </Modal.Footer>
    </>
  );
}

function Standing({ job }: { job: BulkProgress }) {
  const words = useWords();
  const { total, done, requested, refused, failed, status, problem, refusals, items } = job;
  const settled = done + requested + refused + failed;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography fontWeight="semiBold" aria-live="polite">
        {words.say(`crm.bulk.status.${status}`, { settled, total })}
      </Typography>
      <Progress share={total === 0 ? 1 : settled / total} />
      <Typography textColor="neutral700">
        {words.say('crm.bulk.settled', { done, requested, refused: refused + failed })}
      </Typography>
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

function Orders({ job }: { job: BulkProgress }) {
  const words = useWords();
  const told = useTold();
  const [tell, { isLoading }] = useCrmOrderJobMutation();
  const { documentId, status, done, requested, undoes } = job;
  const order = async (what: BulkOrder | 'undo') => {
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
      {isOver(status) && done + requested > 0 && undoes === null ? (
        <Button variant="secondary" loading={isLoading} onClick={() => void order('undo')}>
          {words.say('crm.bulk.order.undo')}
        </Button>
      ) : null}
    </Flex>
  );
}
