import { Typography } from '@strapi/design-system';
import type { BulkJobReply } from '../../../../../core/bulk/replies';
import { useWords } from '../../../words';

interface Props extends Pick<BulkJobReply, 'contacts' | 'voided'> {
  /** It has been done, and is no plan any more. */
  readonly past?: boolean;
}

/** What many leads take along: people, and requests that wait no longer. */
export function Beside({ contacts: { inactive, active }, voided, past = false }: Props) {
  const words = useWords();
  return (
    <>
      {inactive + active === 0 ? null : (
        <Typography textColor="neutral700">
          {words.say(past ? 'crm.bulk.peopleWere' : 'crm.bulk.people', { inactive, active })}
        </Typography>
      )}
      {voided === 0 ? null : (
        <Typography textColor="neutral700">
          {words.say(past ? 'crm.bulk.voided' : 'crm.bulk.voids', { voided })}
        </Typography>
      )}
    </>
  );
}
