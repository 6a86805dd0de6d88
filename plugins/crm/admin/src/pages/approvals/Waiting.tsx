import { Box, Button, Checkbox, EmptyStateLayout, Flex, Typography } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useState } from 'react';
import type { WaitingReply } from '../../../../core/close-request/replies';
import { RecordLink } from '../../panels/RecordLink';
import { pathOf } from '../../records';
import { useWords } from '../../words';
import { AskedForm } from './AskedForm';
import { DecideDialog, type Decision } from './DecideDialog';

interface Props {
  readonly requests: readonly WaitingReply[];
  /** What can be done with them here. */
  readonly decisions: readonly Decision[];
  readonly empty: string;
}

interface Deciding {
  readonly decision: Decision;
  readonly requests: readonly WaitingReply[];
}

/** Requests that wait: one by one, or several at once (X48). */
export function Waiting(props: Props) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<Deciding>();
  return (
    <>
      <Requests {...props} ticked={ticked} onTick={setTicked} onDecide={setAsked} />
      {/* Beside the list: it has to say why one was refused, when the last of them is gone. */}
      {asked === undefined ? null : (
        <DecideDialog
          {...asked}
          onClose={() => {
            setAsked(undefined);
            setTicked([]);
          }}
        />
      )}
    </>
  );
}

interface RequestsProps extends Props {
  readonly ticked: readonly string[];
  readonly onTick: (documentIds: readonly string[]) => void;
  readonly onDecide: (deciding: Deciding) => void;
}

function Requests({ requests, decisions, empty, ticked, onTick, onDecide }: RequestsProps) {
  const words = useWords();
  if (requests.length === 0) {
    return (
      <Box paddingTop={6}>
        <EmptyStateLayout
          hasRadius
          shadow="filterShadow"
          icon={<EmptyDocuments width="16rem" />}
          content={empty}
        />
      </Box>
    );
  }
  const chosen = requests.filter(({ documentId }) => ticked.includes(documentId));
  const tick = (documentId: string, on: boolean) =>
    onTick(on ? [...ticked, documentId] : ticked.filter((one) => one !== documentId));
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingTop={6}>
      {requests.length < 2 ? null : (
        <Flex gap={3} wrap="wrap">
          <Checkbox
            checked={chosen.length === requests.length}
            onCheckedChange={(on) =>
              onTick(on === true ? requests.map(({ documentId }) => documentId) : [])
            }
          >
            {words.say('crm.approvals.all', { count: requests.length })}
          </Checkbox>
          {chosen.length === 0
            ? null
            : decisions.map((decision) => (
                <DecisionButton
                  key={decision}
                  decision={decision}
                  label={words.say(`crm.approvals.many.${decision}`, { count: chosen.length })}
                  onClick={() => onDecide({ decision, requests: chosen })}
                />
              ))}
        </Flex>
      )}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {requests.map((request) => (
          <Box
            tag="li"
            key={request.documentId}
            background="neutral0"
            hasRadius
            shadow="filterShadow"
            padding={5}
          >
            <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
              <Flex gap={4} alignItems="flex-start" minWidth={0}>
                {requests.length < 2 ? null : (
                  <Checkbox
                    aria-label={words.say('crm.approvals.tick', { title: request.lead.label })}
                    checked={ticked.includes(request.documentId)}
                    onCheckedChange={(on) => tick(request.documentId, on === true)}
                  />
                )}
                <Asked request={request} />
              </Flex>
              <Flex gap={2}>
                {decisions.map((decision) => (
                  <DecisionButton
                    key={decision}
                    decision={decision}
                    label={words.say(`crm.approvals.${decision}`)}
                    about={request.lead.label}
                    onClick={() => onDecide({ decision, requests: [request] })}
                  />
                ))}
              </Flex>
            </Flex>
          </Box>
        ))}
      </Flex>
    </Flex>
  );
}

function Asked({ request }: { request: WaitingReply }) {
  const words = useWords();
  const { lead, requester, askedAt, deciders, form } = request;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} minWidth={0}>
      <RecordLink to={pathOf('lead', lead.documentId)}>{lead.label}</RecordLink>
      <Typography variant="pi" textColor="neutral600">
        {words.say('crm.approvals.asked', {
          name: requester?.label ?? '–',
          when: askedAt === null ? '' : words.ago(askedAt),
        })}
      </Typography>
      <AskedForm form={form} />
      <Typography variant="pi" textColor="neutral600">
        {deciders.length === 0
          ? words.say('crm.approvals.nobody')
          : words.say('crm.approvals.deciders', {
              names: words.list(deciders.map(({ label }) => label)),
            })}
      </Typography>
    </Flex>
  );
}

interface ButtonProps {
  readonly decision: Decision;
  readonly label: string;
  /** Which lead, for who cannot see where the button stands. */
  readonly about?: string;
  readonly onClick: () => void;
}

const DecisionButton = ({ decision, label, about, onClick }: ButtonProps) => (
  <Button
    variant={decision === 'approve' ? 'default' : 'tertiary'}
    startIcon={decision === 'approve' ? <Check /> : <Cross />}
    aria-label={about === undefined ? label : `${label}: ${about}`}
    onClick={onClick}
  >
    {label}
  </Button>
);
