import { Flex, Status, Typography } from '@strapi/design-system';
import { refuse } from '../../../core/kernel/refusals';
import { useCrmLeadActionsQuery, useCrmLeadQuery } from '../api/crm-api';
import type { LeadRow, OfferedAction } from '../api/replies';
import type { PanelComponent } from '../content-manager';
import { ownerName } from '../parts/owner-name';
import { LEAD, pathOf } from '../records';
import { reasonOf } from '../refusal-words';
import { useWords, type Words } from '../words';
import { ActionButtons } from './ActionButtons';
import { Fact, Facts } from './Fact';
import { InactiveLead } from './InactiveLead';
import { PanelState } from './PanelState';
import { PendingClose } from './PendingClose';
import { PendingQualification } from './PendingQualification';
import { RecordLink } from './RecordLink';
import { Standing } from './Standing';

/** Where a lead stands, and what can be done with it. */
export const LeadLifecyclePanel: PanelComponent = ({ model, documentId }) => {
  const words = useWords();
  if (model !== LEAD || documentId === undefined) return null;
  return {
    title: words.say('crm.panel.lifecycle'),
    content: <LeadLifecycle documentId={documentId} />,
  };
};

function LeadLifecycle({ documentId }: { documentId: string }) {
  const words = useWords();
  const { data: lead, error } = useCrmLeadQuery(documentId);
  const { data: offered, error: refused } = useCrmLeadActionsQuery(documentId);
  if (lead == null || offered === undefined) return <PanelState failure={error ?? refused} />;
  const reasons = reasonsOf(words, lead, offered);
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {lead.active ? null : <InactiveLead documentId={documentId} refusal={reasons['activate']} />}
      <Flex gap={2} wrap="wrap">
        <Standing active={lead.active} />
        <Status variant={lead.status === 'open' ? 'primary' : 'neutral'} size="S">
          <Typography tag="span" variant="pi" fontWeight="bold">
            {lead.outcome === null
              ? words.value('status', lead.status)
              : words.say('crm.panel.closedAs', {
                  status: words.value('status', lead.status),
                  outcome: words.value('outcome', lead.outcome),
                })}
          </Typography>
        </Status>
      </Flex>
      <LeadFacts lead={lead} />
      {lead.pendingQualification === null ? null : (
        <PendingQualification documentId={lead.pendingQualification.documentId} />
      )}
      {lead.pendingCloseRequest === null ? null : (
        <PendingClose documentId={lead.pendingCloseRequest.documentId} />
      )}
      <ActionButtons record="lead" documentId={documentId} reasons={reasons} />
    </Flex>
  );
}

function LeadFacts({ lead }: { lead: LeadRow }) {
  const words = useWords();
  const { pipeline, stage, opportunity } = lead;
  return (
    <Facts>
      <Fact label={words.field('state')}>{words.value('state', lead.state)}</Fact>
      <Fact label={words.field('stage')}>
        {stage === null
          ? words.value('stage', null)
          : words.say('crm.panel.stageOf', { stage: stage.name, pipeline: pipeline?.name ?? '' })}
      </Fact>
      <Fact label={words.field('owner')}>{ownerName(words, lead.owner)}</Fact>
      {opportunity === null ? null : (
        <Fact label={words.field('opportunity')}>
          <RecordLink to={pathOf('opportunity', opportunity.documentId)}>
            {opportunity.name}
          </RecordLink>
        </Fact>
      )}
      {lead.closedAt === null ? null : (
        <Fact label={words.field('closedAt')}>{words.moment(lead.closedAt)}</Fact>
      )}
      {lead.soldAt === null ? null : (
        <Fact label={words.field('soldAt')}>{words.day(lead.soldAt)}</Fact>
      )}
    </Facts>
  );
}

function reasonsOf(
  words: Words,
  { pendingQualification: task }: LeadRow,
  offered: readonly OfferedAction[],
): Record<string, string> {
  // R23: what has begun goes on in its task.
  const pending = task === null ? {} : { qualify: words.refusal(stillPending(task.title)) };
  return {
    ...pending,
    ...Object.fromEntries(
      offered.flatMap(({ action, refusal }) =>
        refusal === null ? [] : [[action, reasonOf(words, refusal)]],
      ),
    ),
  };
}

const stillPending = (task: string) => refuse('request.pending', { task });
