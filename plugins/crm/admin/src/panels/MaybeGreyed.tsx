import { Box, Tooltip } from '@strapi/design-system';

/** A reason is a sentence or two: as wide as a line that reads well. */
export const READABLE = { maxWidth: '36rem' } as const;

interface Props {
  readonly label: string;
  readonly reason: string | undefined;
  readonly children: JSX.Element;
}

/** A disabled button takes neither pointer nor focus; the box around it does, for the reason. */
export function MaybeGreyed({ label, reason, children }: Props) {
  if (reason === undefined) return children;
  return (
    <Tooltip label={reason} style={READABLE}>
      <Box tabIndex={0} role="note" aria-label={`${label}: ${reason}`}>
        {children}
      </Box>
    </Tooltip>
  );
}
