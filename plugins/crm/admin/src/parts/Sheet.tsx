import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly about?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A white sheet with a heading, as Strapi's settings are made of. */
export function Sheet({ title, about, action, children }: Props) {
  return (
    <Box
      tag="section"
      background="neutral0"
      hasRadius
      shadow="filterShadow"
      padding={{ initial: 4, medium: 6 }}
    >
      <Flex
        justifyContent="space-between"
        alignItems="flex-start"
        gap={4}
        wrap="wrap"
        paddingBottom={4}
      >
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography tag="h2" variant="delta">
            {title}
          </Typography>
          {about === undefined ? null : (
            <Typography tag="p" variant="pi" textColor="neutral600">
              {about}
            </Typography>
          )}
        </Flex>
        {action}
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {children}
      </Flex>
    </Box>
  );
}
