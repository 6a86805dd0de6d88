import { Page } from '@strapi/strapi/admin';
import type { ComponentProps, ComponentType } from 'react';

type Permissions = NonNullable<ComponentProps<typeof Page.Protect>['permissions']>;
type Loader = () => Promise<{ default: ComponentType }>;

/**
 * The page that this loads, for who holds one of the permissions; Strapi's own word of refusal for others.
 * Not an async function: Strapi warns of those, and will take them no longer.
 */
export const protectedBy =
  (permissions: Permissions, load: Loader): Loader =>
  () =>
    load().then(({ default: Inner }) => ({
      default: () => (
        <Page.Protect permissions={permissions}>
          <Inner />
        </Page.Protect>
      ),
    }));
