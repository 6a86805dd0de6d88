import { Box, Flex, Typography } from '@strapi/design-system';

interface Props {
  readonly stage: { readonly name: string; readonly colour?: string | null } | null;
}

/** A stage with its colour before its name. */
export function StageName({ stage }: Props) {
  if (stage === null) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Flex tag="span" display="inline-flex" gap={2}>
      <Dot colour={stage.colour ?? null} />
      <Typography tag="span" textColor="neutral800" ellipsis>
        {stage.name}
      </Typography>
    </Flex>
  );
}

/** The colour is an administrator's; it decorates, the name says what it is. */
export const Dot = ({ colour }: { colour: string | null }) => (
  <Box
    tag="span"
    aria-hidden
    width="0.8rem"
    height="0.8rem"
    borderRadius="50%"
    shrink={0}
    display="inline-block"
    style={{ backgroundColor: colour ?? 'currentColor' }}
  />
);
