import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** One line of a panel: what it is called, and what it is. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Flex justifyContent="space-between" alignItems="baseline" gap={3} width="100%">
      <Typography tag="dt" variant="pi" textColor="neutral600">
        {label}
      </Typography>
      <Typography
        tag="dd"
        variant="pi"
        fontWeight="semiBold"
        textColor="neutral800"
        textAlign="right"
      >
        {children}
      </Typography>
    </Flex>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={2} width="100%">
      {children}
    </Flex>
  );
}
