import { Flex, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { useWords } from '../words';

/** When something is due: how long until, in red once it has passed. */
export function Due({ at }: { at: string }) {
  const words = useWords();
  const overdue = words.isPast(at);
  const colour = overdue ? 'danger600' : 'neutral600';
  return (
    <Flex tag="span" display="inline-flex" gap={1} color={colour} title={words.moment(at)}>
      <Clock aria-hidden width="1.2rem" height="1.2rem" fill="currentColor" />
      <Typography tag="span" variant="pi" textColor={colour}>
        {overdue ? words.say('crm.due.overdue', { when: words.ago(at) }) : words.ago(at)}
      </Typography>
    </Flex>
  );
}
