import { Box } from '@strapi/design-system';
import { BackButton, Layouts, RESPONSIVE_DEFAULT_SPACING } from '@strapi/strapi/admin';
import { Outlet } from 'react-router-dom';
import { CRM_HOME } from '../records';
import { CrmNav } from './CrmNav';

/** What all pages of the CRM stand in: their navigation beside them, or a way back to it. */
export function Frame() {
  return (
    <Layouts.Root sideNav={<CrmNav />}>
      <Box
        display={{ initial: 'block', medium: 'none' }}
        paddingLeft={RESPONSIVE_DEFAULT_SPACING}
        paddingRight={RESPONSIVE_DEFAULT_SPACING}
        paddingTop={RESPONSIVE_DEFAULT_SPACING}
      >
        <BackButton fallback={CRM_HOME} />
      </Box>
      <Outlet />
    </Layouts.Root>
  );
}
