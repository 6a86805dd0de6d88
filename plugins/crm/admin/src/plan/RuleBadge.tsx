import { Badge, Box, Tooltip } from '@strapi/design-system';
import { useWords } from '../words';

/** The number of a rule, with its sentence for whoever points at it or tabs to it. */
export function RuleBadge({ rule }: { rule: string }) {
  const words = useWords();
  const sentence = words.rule(rule);
  if (sentence === '') return null;
  return (
    <Tooltip label={sentence}>
      <Box tag="span" tabIndex={0} aria-label={sentence} role="note" hasRadius>
        <Badge size="S">{rule}</Badge>
      </Box>
    </Tooltip>
  );
}
