import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import type { NamedRow } from '../api/replies';
import { Due } from '../parts/Due';
import { pathOf } from '../records';
import { useWords } from '../words';
import { MaybeGreyed } from './MaybeGreyed';
import { RecordLink } from './RecordLink';

interface Props {
  readonly record: 'calendar-event' | 'task';
  readonly documentId: string;
  readonly title: string;
  /** What sort of event it is. */
  readonly sort?: string | undefined;
  readonly assignee: NamedRow | null;
  readonly dueAt: string | null;
  readonly allDay?: boolean;
  /** Why it cannot be done just now. */
  readonly reason: string | undefined;
  /** Absent where it is for others to do. */
  readonly onDone: (() => void) | undefined;
}

/** An event or a task of a lead: what, whose, when, and that it is done. */
export function WorkItem({ record, documentId, title, sort, dueAt, ...props }: Props) {
  const words = useWords();
  const { assignee, allDay = false, reason, onDone } = props;
  const about = [sort, assignee?.name ?? words.say('crm.panel.nobody')];
  const name = words.say('crm.work.completeOne', { title });
  return (
    <Box tag="li" borderColor="neutral150" hasRadius padding={3}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
        <Box minWidth={0} style={{ overflowWrap: 'anywhere' }}>
          <RecordLink to={pathOf(record, documentId)}>{title}</RecordLink>
        </Box>
        {onDone === undefined ? null : (
          <MaybeGreyed label={name} reason={reason}>
            <Button
              type="button"
              size="S"
              variant="tertiary"
              startIcon={<Check aria-hidden />}
              aria-label={name}
              disabled={reason !== undefined}
              onClick={onDone}
            >
              {words.say('crm.work.complete')}
            </Button>
          </MaybeGreyed>
        )}
      </Flex>
      <Typography tag="p" variant="pi" textColor="neutral700" paddingTop={1}>
        {about.filter((part) => part !== undefined).join(' · ')}
      </Typography>
      {dueAt === null ? null : (
        <Flex gap={2} wrap="wrap" paddingTop={1}>
          <Typography variant="pi" textColor="neutral700">
            {allDay ? words.day(dueAt) : words.moment(dueAt)}
          </Typography>
          <Due at={dueAt} allDay={allDay} />
        </Flex>
      )}
    </Box>
  );
}
