import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';
import { useWords } from '../words';

interface Props {
  readonly loading: boolean;
  /** Why it cannot be done, as the server answered. */
  readonly failure: unknown;
  readonly children: ReactNode;
}

/** The frame in a dialog that shows what will happen: waiting, refused, or the plan. */
export function Preview({ loading, failure, children }: Props) {
  const words = useWords();
  return (
    <Box
      tag="section"
      aria-label={words.say('crm.preview.title')}
      aria-live="polite"
      aria-busy={loading}
      background="neutral100"
      borderColor="neutral200"
      hasRadius
      padding={4}
    >
      {loading ? (
        <Flex justifyContent="center">
          <Loader small>{words.say('crm.preview.loading')}</Loader>
        </Flex>
      ) : failure === undefined ? (
        children
      ) : (
        <RefusalNote>{words.refusal(failure)}</RefusalNote>
      )}
    </Box>
  );
}

export function RefusalNote({ children }: { children: ReactNode }) {
  return (
    <Flex gap={2} alignItems="flex-start" role="alert">
      <Box paddingTop="2px" shrink={0}>
        <WarningCircle aria-hidden fill="danger600" />
      </Box>
      <Typography textColor="danger700">{children}</Typography>
    </Flex>
  );
}
