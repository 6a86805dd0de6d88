import { Box, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useCrmKeepersQuery } from '../api/crm-api';
import { pathOf } from '../records';
import { useWords } from '../words';
import { PanelState } from './PanelState';
import { RecordLink } from './RecordLink';

/** R7, X7, X8: on what an active contact stays active, whichever of its leads is closed. */
export function KeptActive({ documentId }: { documentId: string }) {
  const words = useWords();
  const id = useId();
  const { data, error } = useCrmKeepersQuery(documentId);
  if (data === undefined) return <PanelState failure={error} />;
  const { keepers, total } = data;
  return (
    <Box>
      <Typography id={id} tag="h3" variant="pi" fontWeight="semiBold" textColor="neutral800">
        {words.say('crm.keepers.title')}
      </Typography>
      {keepers.length === 0 ? (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
          {words.say('crm.keepers.none')}
        </Typography>
      ) : (
        <Flex
          tag="ul"
          aria-labelledby={id}
          direction="column"
          alignItems="stretch"
          gap={1}
          paddingTop={2}
        >
          {keepers.map(({ record, documentId: kept, label }) => (
            <Flex tag="li" key={`${record} ${kept}`} gap={2} justifyContent="space-between">
              <RecordLink to={pathOf(record, kept)}>{label}</RecordLink>
              <Typography variant="pi" textColor="neutral600">
                {words.say(`crm.keepers.${record}`)}
              </Typography>
            </Flex>
          ))}
        </Flex>
      )}
      {total > keepers.length ? (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
          {words.say('crm.keepers.more', { more: total - keepers.length })}
        </Typography>
      ) : null}
    </Box>
  );
}
