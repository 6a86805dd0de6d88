import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useWords } from '../words';

/** While a panel has nothing to show yet, or could not get it. */
export function PanelState({ failure }: { failure: unknown }) {
  const words = useWords();
  if (failure !== undefined) {
    return (
      <Typography role="alert" variant="pi" textColor="danger600">
        {words.refusal(failure)}
      </Typography>
    );
  }
  return (
    <Flex justifyContent="center" width="100%">
      <Loader small>{words.say('crm.loading')}</Loader>
    </Flex>
  );
}

/** A remark on a tinted ground. */
export function Note({ children, tone = 'neutral' }: { children: ReactNode; tone?: Tone }) {
  return (
    <Box background={`${tone}100`} borderColor={`${tone}200`} hasRadius padding={3} width="100%">
      <Typography tag="p" variant="pi" textColor={tone === 'neutral' ? 'neutral700' : `${tone}700`}>
        {children}
      </Typography>
    </Box>
  );
}

type Tone = 'neutral' | 'warning';
