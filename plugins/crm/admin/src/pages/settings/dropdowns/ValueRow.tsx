import { Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Archive, ArrowClockwise, Pencil, Trash } from '@strapi/icons';
import { useCrmUsageQuery } from '../../../api/crm-api';
import { useCrmSaveMutation } from '../../../api/dictionary-api';
import { useMay } from '../../../may';
import { DeleteDialog } from '../../../parts/DeleteDialog';
import { Mark } from '../../../parts/Mark';
import { useOneAtATime } from '../../../parts/use-one-at-a-time';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import type { EditedValue } from './dropdown-rows';

interface Props {
  readonly value: EditedValue;
  readonly onEdit: () => void;
  /** Scores again the leads of a value that has come to mean something else (X19). */
  readonly onApply: () => void;
}

export function ValueRow({ value, onEdit, onApply }: Props) {
  const words = useWords();
  const { documentId, label, active, isDefault, masterType } = value;
  const { data: usage } = useCrmUsageQuery(documentId);
  return (
    <Flex justifyContent="space-between" gap={3}>
      <Flex gap={3} wrap="wrap" minWidth={0}>
        <Typography fontWeight="semiBold" textColor={active ? 'neutral800' : 'neutral600'}>
          {label}
        </Typography>
        {masterType === null ? null : (
          <Mark tone={masterType.closing ? 'danger' : 'primary'}>
            {words.say(masterType.closing ? 'crm.dropdowns.closes' : 'crm.dropdowns.means', {
              name: words.masterType(masterType),
            })}
          </Mark>
        )}
        {isDefault ? <Mark tone="success">{words.say('crm.dropdowns.default')}</Mark> : null}
        {active ? null : <Mark tone="neutral">{words.say('crm.dropdowns.retired')}</Mark>}
        {usage === undefined ? null : (
          <Typography variant="pi" textColor="neutral600">
            {words.say('crm.dropdowns.used', { count: usage.uses })}
          </Typography>
        )}
        {usage === undefined || usage.leadsScoredOtherwise === 0 ? null : (
          <ScoredOtherwise count={usage.leadsScoredOtherwise} onApply={onApply} />
        )}
      </Flex>
      <Flex gap={1} shrink={0}>
        <IconButton
          variant="ghost"
          label={words.say('crm.edit', { name: label })}
          withTooltip={false}
          onClick={onEdit}
        >
          <Pencil />
        </IconButton>
        <Retire value={value} />
        {usage?.uses === 0 ? <Remove value={value} /> : null}
      </Flex>
    </Flex>
  );
}

/** X19: scoring them again is for who works on leads. */
function ScoredOtherwise({ count, onApply }: { count: number; onApply: () => void }) {
  const words = useWords();
  const may = useMay();
  if (may('dropdown-value.apply')) {
    return (
      <TextButton onClick={onApply}>{words.say('crm.dropdowns.scoreAgain', { count })}</TextButton>
    );
  }
  return (
    <Typography variant="pi" textColor="neutral600">
      {words.say('crm.usage.otherwise', { count })} {words.say('crm.usage.ask')}
    </Typography>
  );
}

/** X20: a value in use leaves the pickers and stays on what has it. */
function Retire({ value }: { value: EditedValue }) {
  const words = useWords();
  const told = useTold();
  const [save] = useCrmSaveMutation();
  const { documentId, label, active } = value;
  async function turn() {
    const reply = await save({ record: 'dropdown-value', documentId, data: { active: !active } });
    told(
      reply,
      words.say(active ? 'crm.dropdowns.isRetired' : 'crm.dropdowns.isBack', { name: label }),
    );
  }
  const { isRunning, run } = useOneAtATime(turn);
  return (
    <IconButton
      variant="ghost"
      label={words.say(active ? 'crm.dropdowns.retire' : 'crm.dropdowns.bringBack', {
        name: label,
      })}
      withTooltip={false}
      disabled={isRunning}
      onClick={run}
    >
      {active ? <Archive /> : <ArrowClockwise />}
    </IconButton>
  );
}

function Remove({ value: { documentId, label: name } }: { value: EditedValue }) {
  const words = useWords();
  return (
    <DeleteDialog
      record="dropdown-value"
      documentId={documentId}
      name={name}
      sure={words.say('crm.dropdowns.deleteSure', { name })}
    >
      <IconButton variant="ghost" label={words.say('crm.deleteOne', { name })} withTooltip={false}>
        <Trash />
      </IconButton>
    </DeleteDialog>
  );
}
