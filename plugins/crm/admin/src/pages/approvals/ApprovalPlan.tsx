import { Box, Flex, Typography } from '@strapi/design-system';
import type { DecidedReply, WaitingReply } from '../../../../core/close-request/replies';
import { useCrmPreviewApprovalQuery, useCrmPreviewDecisionsQuery } from '../../api/approval-api';
import { PlanView } from '../../plan/PlanView';
import { Preview, RefusalNote } from '../../plan/Preview';
import { useWords } from '../../words';

interface Props {
  readonly requests: readonly WaitingReply[];
}

/** What a yes would do: of one request its plan, of several how many would close. */
export function ApprovalPlan({ requests }: Props) {
  const [first, ...others] = requests;
  if (first === undefined) return null;
  return others.length === 0 ? <Plan request={first} /> : <Counts requests={requests} />;
}

/** As things are now: other people may be on the lead than when it was asked. */
function Plan({ request: { documentId, lead } }: { request: WaitingReply }) {
  const { currentData, isFetching, error } = useCrmPreviewApprovalQuery(documentId, ANEW);
  return (
    <Preview loading={isFetching} failure={error}>
      {currentData === undefined ? null : (
        <PlanView plan={currentData} record="lead" documentId={lead.documentId} />
      )}
    </Preview>
  );
}

function Counts({ requests }: Props) {
  const words = useWords();
  const { currentData, isFetching, error } = useCrmPreviewDecisionsQuery(
    { requests, decision: 'approve' },
    ANEW,
  );
  const refused = (currentData ?? []).filter(({ outcome }) => outcome === 'refused');
  return (
    <Preview loading={isFetching} failure={error}>
      {currentData === undefined ? null : (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography textColor="neutral700">
            {words.say('crm.approvals.would', {
              count: currentData.length - refused.length,
              refused: refused.length,
            })}
          </Typography>
          <RefusedRequests refused={refused} requests={requests} />
        </Flex>
      )}
    </Preview>
  );
}

const ANEW = { refetchOnMountOrArgChange: true };

/** Which could not be decided on, and why. */
export function RefusedRequests({
  refused,
  requests,
}: Props & { refused: readonly DecidedReply[] }) {
  const words = useWords();
  const titleOf = (id: string): string =>
    requests.find(({ documentId }) => documentId === id)?.lead.label ?? '';
  if (refused.length === 0) return null;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {refused.map(({ documentId, refusal }) => (
        <Box tag="li" key={documentId}>
          <RefusalNote>{`${titleOf(documentId)}: ${words.refusal(refusal)}`}</RefusalNote>
        </Box>
      ))}
    </Flex>
  );
}
