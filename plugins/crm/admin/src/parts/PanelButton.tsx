import { Button, type ButtonProps } from '@strapi/design-system';

/** Strapi's button is as high as one line; in a narrow panel a label may need two. */
export const PanelButton = (props: ButtonProps) => (
  <Button
    type="button"
    fullWidth
    minHeight={{ initial: '4rem', medium: '3.2rem' }}
    paddingTop={1}
    paddingBottom={1}
    style={{ height: 'auto' }}
    {...props}
  />
);
