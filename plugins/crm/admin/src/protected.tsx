import { Page } from '@strapi/strapi/admin';
import type { ComponentProps, ComponentType } from 'react';

type Permissions = NonNullable<ComponentProps<typeof Page.Protect>['permissions']>;
type Loader = () => Promise<{ default: ComponentType }>;

/** The page that this loads, for who holds one of the permissions; Strapi's own word of refusal for others. */
export const protectedBy =
  (permissions: Permissions, load: Loader): Loader =>
  async () => {
    const { default: Inner } = await load();
    return {
      default: () => (
        <Page.Protect permissions={permissions}>
          <Inner />
        </Page.Protect>
      ),
    };
  };
