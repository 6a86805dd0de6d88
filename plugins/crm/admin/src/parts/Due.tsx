import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { isOverdue } from '../../../core/calendar/due';
import { useWords } from '../words';

interface Props {
  readonly at: string;
  /** Nobody is late before the day is over. */
  readonly allDay?: boolean;
  /** In a narrow column: that it is overdue, the eye sees by the past and the red. */
  readonly brief?: boolean;
}

/** By the clock of the reader, as times are shown. */
const isLate = (dueAt: string, allDay: boolean): boolean =>
  isOverdue(
    { dueAt, allDay, completedAt: null, cancelledAt: null },
    new Date(),
    Intl.DateTimeFormat().resolvedOptions().timeZone,
  );

/** When something is due: how long until, in red once it has passed. */
export function Due({ at, allDay = false, brief = false }: Props) {
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
        {overdue && !brief ? words.say('crm.due.overdue', { when: words.ago(at) }) : words.ago(at)}
      </Typography>
      {overdue && brief ? <VisuallyHidden>{words.say('crm.due.isOverdue')}</VisuallyHidden> : null}
    </Flex>
  );
}
