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
import { usePersistentState } from '@strapi/strapi/admin';
import { useWords } from '../../words';
import { COLUMNS, type Column } from './columns';

const AT_FIRST = COLUMNS.filter(({ atFirst }) => atFirst).map(({ name }) => name);

interface Columns {
  readonly shown: readonly Column[];
  readonly picker: JSX.Element;
  readonly choose: (names: string[]) => void;
}

/** Which columns the list shows; this browser remembers. A lead without its name is none, so that stays. */
export function useColumns(): Columns {
  const words = useWords();
  const [chosen, setChosen] = usePersistentState<string[]>('CRM_LEAD_COLUMNS', AT_FIRST);
  const shown = COLUMNS.filter(({ name }) => name === 'title' || chosen.includes(name));
  const toggle = (name: string) =>
    setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
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
            <TextButton onClick={() => setChosen(AT_FIRST)}>{words.say('crm.reset')}</TextButton>
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
  return { shown, picker, choose: setChosen };
}
