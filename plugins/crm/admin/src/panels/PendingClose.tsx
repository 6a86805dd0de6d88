import { useForm } from '@strapi/strapi/admin';
import { Box, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { WaitingReply } from '../../../core/close-request/replies';
import { useCrmWaitingQuery } from '../api/approval-api';
import { useMay } from '../may';
import { DecideDialog, type Decision } from '../pages/approvals/DecideDialog';
import { useWords } from '../words';
import { PanelButton } from '../parts/PanelButton';
import { MaybeGreyed } from './MaybeGreyed';
import { PanelState } from './PanelState';
import { PendingBox } from './PendingBox';

/** R16: that somebody has asked to close the lead as lost, who decides, and what the reader may do about it. */
export function PendingClose({ documentId }: { documentId: string }) {
  const words = useWords();
  const isShown = useMay()('close-request.waiting');
  const { data, error } = useCrmWaitingQuery(undefined, {
    refetchOnMountOrArgChange: true,
    skip: !isShown,
  });
  const request = data?.requests.find((one) => one.documentId === documentId);
  return (
    <PendingBox title={words.say('crm.pending.close')}>
      {request !== undefined ? (
        <Asked request={request} />
      ) : isShown && data === undefined ? (
        <PanelState failure={error} />
      ) : null}
    </PendingBox>
  );
}

function Asked({ request }: { request: WaitingReply }) {
  const words = useWords();
  const { requester, askedAt, deciders, mayDecide, mayWithdraw } = request;
  const [asked, setAsked] = useState<Decision>();
  // The decision changes the record below the form: what is typed and not saved would be lost.
  const modified = useForm('CrmPendingClose', (state) => state.modified, false) ?? false;
  const reason = modified ? words.say('crm.unsaved') : undefined;
  const decisions: readonly Decision[] = [
    ...(mayDecide ? (['approve', 'decline'] as const) : []),
    ...(mayWithdraw ? (['withdraw'] as const) : []),
  ];
  return (
    <>
      <Box paddingTop={1}>
        <Typography tag="p" variant="pi" textColor="neutral800">
          {words.say('crm.pending.askedToClose', {
            name: requester?.label ?? '–',
            when: askedAt === null ? '' : words.ago(askedAt),
          })}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral700">
          {deciders.length === 0
            ? words.say('crm.approvals.nobody')
            : words.say('crm.approvals.deciders', {
                names: words.list(deciders.map(({ label }) => label)),
              })}
        </Typography>
      </Box>
      {decisions.length === 0 ? null : (
        <Flex direction="column" alignItems="stretch" gap={2} paddingTop={3}>
          {decisions.map((decision) => {
            const label = words.say(`crm.approvals.${decision}`);
            return (
              <MaybeGreyed key={decision} label={label} reason={reason}>
                <PanelButton
                  variant={decision === 'approve' ? 'default' : 'tertiary'}
                  disabled={reason !== undefined}
                  onClick={() => setAsked(decision)}
                >
                  {label}
                </PanelButton>
              </MaybeGreyed>
            );
          })}
        </Flex>
      )}
      {asked === undefined ? null : (
        <DecideDialog decision={asked} requests={[request]} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}
