import { Typography } from '@strapi/design-system';
import { isOver } from '../../../../../core/bulk/model';
import type { JobRow } from '../../../api/bulk-api';
import { useWords } from '../../../words';

/** One that was stopped before it did anything has taken nothing back. */
export const takesBack = ({ status, done }: JobRow): boolean => !isOver(status) || done > 0;

/** By whom a job was undone, when, and on how many of its leads. */
export function Undone({ by: { status, total, done, startedBy, createdAt } }: { by: JobRow }) {
  const words = useWords();
  return (
    <Typography tag="p" textColor="neutral800" aria-live="polite">
      {isOver(status)
        ? words.say('crm.bulk.undone', {
            name: startedBy?.name ?? '–',
            at: words.moment(createdAt),
            done,
            kept: total - done,
          })
        : words.say('crm.bulk.beingUndone')}
    </Typography>
  );
}
