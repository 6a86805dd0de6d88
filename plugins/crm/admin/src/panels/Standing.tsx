import { Status, Typography } from '@strapi/design-system';
import { useWords } from '../words';

/** Active or inactive, in colour and in words. */
export function Standing({ active }: { active: boolean }) {
  const words = useWords();
  return (
    <Status variant={active ? 'success' : 'neutral'} size="S" width="max-content">
      <Typography tag="span" variant="pi" fontWeight="bold">
        {words.value('active', active)}
      </Typography>
    </Status>
  );
}
