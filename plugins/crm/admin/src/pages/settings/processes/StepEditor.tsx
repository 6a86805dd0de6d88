import { Box, Button, Flex, Grid, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useCrmMembersQuery } from '../../../api/list-api';
import { RefusalNote } from '../../../plan/Preview';
import { ChoiceField, TextField } from '../../../parts/fields';
import { Sortable } from '../../../parts/Sortable';
import { useWords } from '../../../words';
import { newField, replaced, type DraftStep } from './edit-steps';
import { FieldEditor } from './FieldEditor';

interface Props {
  readonly step: DraftStep;
  /** What was refused about it. */
  readonly wrong: readonly string[];
  readonly isReadOnly: boolean;
  /** A process has at least one step. */
  readonly isOnly: boolean;
  readonly onChange: (step: DraftStep) => void;
  readonly onRemove: () => void;
}

/** One step: who does it, and what it asks for. */
export function StepEditor({ step, wrong, isReadOnly, isOnly, onChange, onRemove }: Props) {
  const words = useWords();
  const { data: members = [] } = useCrmMembersQuery();
  const { title, assignee, fields } = step;
  const people = members.map(({ documentId, name }) => ({ value: documentId, label: name }));
  const who = typeof assignee === 'string' ? assignee : assignee.member;
  const options = [
    { value: 'owner', label: words.say('crm.processes.owner') },
    { value: 'manager', label: words.say('crm.processes.manager') },
    ...people,
  ];
  if (isReadOnly) {
    return (
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography fontWeight="semiBold">{title}</Typography>
        <Typography variant="pi" textColor="neutral600">
          {words.say('crm.processes.asks', {
            who: options.find(({ value }) => value === who)?.label ?? who,
            fields: words.list(fields.map(({ label }) => words.title(label))),
          })}
        </Typography>
      </Flex>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12}>
          <TextField
            required
            label={words.say('crm.processes.title')}
            value={title}
            onChange={(changed) => onChange({ ...step, title: changed })}
          />
        </Grid.Item>
        <Grid.Item col={5} s={10} xs={10}>
          <ChoiceField
            required
            label={words.say('crm.processes.assignee')}
            value={who}
            options={options}
            onChange={(value) =>
              onChange({
                ...step,
                assignee: value === 'owner' || value === 'manager' ? value : { member: value },
              })
            }
          />
        </Grid.Item>
        <Grid.Item col={1} s={2} xs={2} alignItems="flex-end">
          <IconButton
            variant="ghost"
            disabled={isOnly}
            label={words.say('crm.deleteOne', { name: title })}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        </Grid.Item>
      </Grid.Root>
      <Box>
        <Sortable
          items={fields}
          keyOf={({ id }) => String(id)}
          nameOf={({ label }) => label}
          onOrder={(items) => onChange({ ...step, fields: items })}
        >
          {(field) => (
            <FieldEditor
              field={field}
              onChange={(changed) => onChange({ ...step, fields: replaced(fields, changed) })}
              onRemove={() =>
                onChange({ ...step, fields: fields.filter(({ id }) => id !== field.id) })
              }
            />
          )}
        </Sortable>
      </Box>
      {wrong.map((sentence) => (
        <RefusalNote key={sentence}>{sentence}</RefusalNote>
      ))}
      <Flex>
        <Button
          variant="tertiary"
          size="S"
          startIcon={<Plus />}
          onClick={() => onChange({ ...step, fields: [...fields, newField()] })}
        >
          {words.say('crm.processes.addField')}
        </Button>
      </Flex>
    </Flex>
  );
}
