import { Button, Flex } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';
import { LEAD_VIEWS, type LeadView } from '../../../../core/lead/views';
import { useWords } from '../../words';
import type { LeadQuery } from './lead-query';

/** The ready-made lists of R27, side by side. */
export function ViewSwitch({ chosen }: { chosen: LeadView }) {
  const words = useWords();
  const [, setQuery] = useQueryParams<LeadQuery>();
  return (
    <Flex tag="nav" gap={1} wrap="wrap" aria-label={words.say('crm.views')}>
      {LEAD_VIEWS.map((view) => (
        <Button
          key={view}
          size="S"
          variant={view === chosen ? 'secondary' : 'ghost'}
          aria-pressed={view === chosen}
          onClick={() => setQuery({ view, page: '1' })}
        >
          {words.say(`crm.view.${view}`)}
        </Button>
      ))}
    </Flex>
  );
}
