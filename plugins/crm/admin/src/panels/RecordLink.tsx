import { Link, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';

/** To another record of the panel, in the small type of the panels. */
export function RecordLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link tag={RouterLink} to={to}>
      <Typography tag="span" variant="pi" textColor="primary600">
        {children}
      </Typography>
    </Link>
  );
}
