import { Box, Tooltip } from '@strapi/design-system';

interface Props {
  readonly label: string;
  readonly reason: string | undefined;
  readonly children: JSX.Element;
}

/** A disabled button takes neither pointer nor focus; the box around it does, for the reason. */
export function MaybeGreyed({ label, reason, children }: Props) {
  if (reason === undefined) return children;
  return (
    <Tooltip label={reason}>
      <Box tabIndex={0} role="note" aria-label={`${label}: ${reason}`}>
        {children}
      </Box>
    </Tooltip>
  );
}
