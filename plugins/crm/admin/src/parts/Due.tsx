import { Flex, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { isOverdue } from '../../../core/calendar/due';
import { useWords } from '../words';

interface Props {
  readonly at: string;
  /** Nobody is late before the day is over. */
  readonly allDay?: boolean;
}

/** By the clock of the reader, as times are shown. */
const isLate = (dueAt: string, allDay: boolean): boolean =>
  isOverdue(
    { dueAt, allDay, completedAt: null, cancelledAt: null },
    new Date(),
    Intl.DateTimeFormat().resolvedOptions().timeZone,
  );

/** When something is due: how long until, in red once it has passed. */
export function Due({ at, allDay = false }: Props) {
  const words = useWords();
  const overdue = isLate(at, allDay);
  const colour = overdue ? 'danger600' : 'neutral600';
  return (
    <Flex
      tag="span"
      display="inline-flex"
      gap={1}
      color={colour}
      title={allDay ? words.day(at) : words.moment(at)}
    >
      <Clock aria-hidden width="1.2rem" height="1.2rem" fill="currentColor" />
      <Typography tag="span" variant="pi" textColor={colour}>
        {overdue ? words.say('crm.due.overdue', { when: words.ago(at) }) : words.ago(at)}
      </Typography>
    </Flex>
  );
}
