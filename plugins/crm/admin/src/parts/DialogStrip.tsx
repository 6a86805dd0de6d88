import { Box, type BoxProps } from '@strapi/design-system';

/** Between what scrolls in a dialog and its buttons, as wide as both. */
export const DialogStrip = (props: Pick<BoxProps, 'background' | 'children'>) => (
  <Box
    paddingLeft={{ initial: 4, medium: 7 }}
    paddingRight={{ initial: 4, medium: 7 }}
    paddingTop={3}
    paddingBottom={3}
    {...props}
  />
);
