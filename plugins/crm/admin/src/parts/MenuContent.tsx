import { Menu } from '@strapi/design-system';
import type { ComponentProps } from 'react';

const { Content } = Menu;

/** As high as the window lets it be: Strapi's menus hide what goes beyond seven items, and that there is more. */
export const MenuContent = ({ style, ...props }: ComponentProps<typeof Content>) => (
  <Content
    maxHeight="calc(var(--radix-dropdown-menu-content-available-height) - 1.6rem)"
    style={{ ...style, scrollbarWidth: 'thin' }}
    {...props}
  />
);
