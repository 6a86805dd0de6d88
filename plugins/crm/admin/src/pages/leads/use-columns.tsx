import {
  Box,
  Checkbox,
  Flex,
  IconButton,
  Popover,
  TextButton,
  Typography,
} from '@strapi/design-system';
import { Cog } from '@strapi/icons';
import { usePersistentState, useQueryParams } from '@strapi/strapi/admin';
import { useWords } from '../../words';
import { COLUMNS, type Column } from './columns';
import type { LeadQuery } from './lead-query';

const AT_FIRST = COLUMNS.filter(({ atFirst }) => atFirst).map(({ name }) => name);

interface Columns {
  readonly shown: readonly Column[];
  readonly picker: JSX.Element;
}

/**
 * Which columns the list shows: those of the saved view in the address, else one's own, which this browser remembers.
 * A lead without its name is none, so that stays.
 */
export function useColumns(): Columns {
  const words = useWords();
  const [own, setOwn] = usePersistentState<string[]>('CRM_LEAD_COLUMNS', AT_FIRST);
  const [{ query }, setQuery] = useQueryParams<LeadQuery>();
  const chosen = query.columns?.split(',') ?? own;
  const choose = (names: string[]) =>
    query.columns === undefined ? setOwn(names) : setQuery({ columns: names.join(',') });
  const shown = COLUMNS.filter(({ name }) => name === 'title' || chosen.includes(name));
  const toggle = (name: string) =>
    choose(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  const picker = (
    <Popover.Root>
      <Popover.Trigger>
        <IconButton label={words.say('crm.leads.columns')}>
          <Cog />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content side="bottom" align="end" sideOffset={4}>
        <Flex direction="column" alignItems="stretch" gap={3} padding={4}>
          <Flex justifyContent="space-between" gap={6}>
            <Typography tag="h2" variant="pi" fontWeight="bold">
              {words.say('crm.leads.columns')}
            </Typography>
            <TextButton onClick={() => choose(AT_FIRST)}>{words.say('crm.reset')}</TextButton>
          </Flex>
          {COLUMNS.filter(({ name }) => name !== 'title').map(({ name, label }) => (
            <Box key={name}>
              <Checkbox checked={chosen.includes(name)} onCheckedChange={() => toggle(name)}>
                {words.say(label)}
              </Checkbox>
            </Box>
          ))}
        </Flex>
      </Popover.Content>
    </Popover.Root>
  );
  return { shown, picker };
}
