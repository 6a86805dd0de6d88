import { Button, Flex, Grid } from '@strapi/design-system';
import { Check, Trash } from '@strapi/icons';
import { changing, useCrmSaveMutation } from '../../../api/dictionary-api';
import type { PipelineRow } from '../../../api/replies';
import { DeleteDialog } from '../../../parts/DeleteDialog';
import { FlagField, TextField } from '../../../parts/fields';
import { Sheet } from '../../../parts/Sheet';
import { Unsaved } from '../../../parts/Unsaved';
import { useChanges } from '../../../parts/use-changes';
import { useTold } from '../../../parts/use-told';
import { fieldWords } from '../../../parts/field-words';
import { codeOf, useWords } from '../../../words';
import { nameError } from '../name-error';

const FLAGS = ['isDefault', 'forwardOnly', 'nextOnly', 'allowReopen'] as const;

interface Props {
  readonly pipeline: PipelineRow;
  readonly pipelines: readonly PipelineRow[];
}

/** R18, R19: what a pipeline allows. */
export function PipelineRules({ pipeline, pipelines }: Props) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  const { form, changes, set, reset } = useChanges(pipeline);
  const isChanged = Object.keys(changes).length > 0;
  const others = pipelines.filter((one) => one !== pipeline && one.kind === pipeline.kind);
  const wrong = nameError(words, changes.name, others);
  async function submit() {
    const reply = await save({ record: 'pipeline', ...changing(pipeline, trimmed(changes)) });
    if (told(reply, words.say('crm.pipelines.saved', { name: form.name.trim() }))) reset();
  }
  return (
    <Sheet
      title={words.say(`crm.pipelines.rules.${pipeline.kind}`)}
      about={words.say('crm.pipelines.rulesAbout')}
      action={
        <Flex gap={2}>
          {pipeline.isDefault ? null : <DeletePipeline pipeline={pipeline} />}
          <Button
            startIcon={<Check />}
            loading={isLoading}
            disabled={!isChanged || wrong !== undefined}
            onClick={() => void submit()}
          >
            {words.say('crm.save')}
          </Button>
        </Flex>
      }
    >
      <Unsaved isChanged={isChanged} />
      <Grid.Root gap={5}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <TextField
            required
            label={words.field('name')}
            value={form.name}
            error={wrong ?? fieldWords(words, error)['name']}
            onChange={(name) => set({ name })}
          />
        </Grid.Item>
        {FLAGS.map((flag) => (
          <Grid.Item key={flag} col={6} s={12} xs={12} alignItems="flex-start">
            <FlagField
              label={words.say(`crm.pipelines.${flag}`)}
              hint={words.say(`crm.pipelines.${flag}Hint`)}
              value={form[flag]}
              onChange={(value) => set({ [flag]: value })}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Sheet>
  );
}

const trimmed = ({ name, ...rest }: Partial<PipelineRow>): Partial<PipelineRow> =>
  name === undefined ? rest : { ...rest, name: name.trim() };

function DeletePipeline({ pipeline: { documentId, name } }: { pipeline: PipelineRow }) {
  const words = useWords();
  return (
    <DeleteDialog
      record="pipeline"
      documentId={documentId}
      name={name}
      sure={words.say('crm.pipelines.deleteSure', { name })}
      refused={(failure) =>
        codeOf(failure) === 'stage.in-use' ? words.say('crm.pipelines.inUse', { name }) : undefined
      }
    >
      <Button variant="danger-light" startIcon={<Trash />}>
        {words.say('crm.delete')}
      </Button>
    </DeleteDialog>
  );
}
