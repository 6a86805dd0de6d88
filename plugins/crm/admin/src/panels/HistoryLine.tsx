import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { ArrowClockwise, ChevronDown, ChevronUp } from '@strapi/icons';
import { useState } from 'react';
import { useCrmValuesQuery } from '../api/crm-api';
import type { HistoryEntry, RecordName } from '../api/replies';
import { useMay } from '../may';
import { PlanView } from '../plan/PlanView';
import { pathOf } from '../records';
import { useWords } from '../words';
import {
  chosenReasonOf,
  deedOf,
  leadOf,
  mayBeUndone,
  reasonOf,
  staysBecause,
} from './history-words';
import { MaybeGreyed } from './MaybeGreyed';
import { RecordLink } from './RecordLink';

interface Props {
  readonly record: RecordName;
  readonly documentId: string;
  readonly entry: HistoryEntry;
  readonly onUndo: () => void;
}

export function HistoryLine({ record, documentId, entry, onUndo }: Props) {
  const words = useWords();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const lead = leadOf(record, entry);
  const reason = useReason(entry);
  return (
    <Box tag="li">
      <Typography tag="p" variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        <Typography tag="span" variant="pi" fontWeight="semiBold">
          {entry.actor.name}
        </Typography>{' '}
        {deedOf(words, record, entry)}
        {lead === undefined ? null : (
          <>
            {': '}
            <RecordLink to={pathOf('lead', lead.documentId ?? '')}>{lead.label}</RecordLink>
          </>
        )}
      </Typography>
      {entry.at === null ? null : (
        <Typography tag="p" variant="pi" textColor="neutral600">
          <time dateTime={entry.at} title={words.moment(entry.at)}>
            {words.ago(entry.at)}
          </time>
          {entry.undoneBy === null ? '' : ` · ${words.say('crm.history.undone')}`}
        </Typography>
      )}
      {reason === undefined ? null : (
        <Typography
          tag="p"
          variant="pi"
          textColor="neutral700"
          paddingTop={1}
          style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
        >
          {words.say('crm.history.reason', { reason })}
        </Typography>
      )}
      <Flex gap={3} paddingTop={1}>
        <TextButton
          type="button"
          aria-expanded={open}
          endIcon={open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {words.say('crm.history.details')}
        </TextButton>
        {mayBeUndone(entry) && may('operation.undo') ? (
          <MaybeGreyed label={words.say('crm.undo')} reason={staysBecause(words, entry)}>
            <TextButton
              type="button"
              startIcon={<ArrowClockwise aria-hidden />}
              disabled={entry.stays !== null}
              onClick={onUndo}
            >
              {words.say('crm.undo')}
            </TextButton>
          </MaybeGreyed>
        ) : null}
      </Flex>
      {open ? (
        <Box background="neutral100" hasRadius padding={3} marginTop={2}>
          <PlanView plan={entry} record={record} documentId={documentId} past />
        </Box>
      ) : null}
    </Box>
  );
}

/** What a request names by its id is looked up; where nothing is called so any longer, nothing is said. */
function useReason(entry: HistoryEntry): string | undefined {
  const words = useWords();
  const chosen = chosenReasonOf(entry);
  const { data } = useCrmValuesQuery('lost-reason', { skip: chosen === undefined });
  return reasonOf(words, entry) ?? data?.find(({ documentId }) => documentId === chosen)?.label;
}
