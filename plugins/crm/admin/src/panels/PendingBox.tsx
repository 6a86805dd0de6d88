import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** What a lead waits for, so that nobody overlooks it. */
export const PendingBox = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box
    tag="section"
    aria-label={title}
    background="warning100"
    borderColor="warning200"
    hasRadius
    padding={3}
  >
    <Typography tag="h3" variant="pi" fontWeight="bold" textColor="warning700">
      {title}
    </Typography>
    {children}
  </Box>
);
