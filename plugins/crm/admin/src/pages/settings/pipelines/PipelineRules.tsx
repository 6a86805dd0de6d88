import { Button, Flex, Grid } from '@strapi/design-system';
import { Check, Trash } from '@strapi/icons';
import { useState } from 'react';
import { useCrmSaveMutation } from '../../../api/dictionary-api';
import type { PipelineRow } from '../../../api/replies';
import { DeleteDialog } from '../../../parts/DeleteDialog';
import { FlagField, TextField } from '../../../parts/fields';
import { Sheet } from '../../../parts/Sheet';
import { Unsaved } from '../../../parts/Unsaved';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';

const FLAGS = ['isDefault', 'forwardOnly', 'nextOnly', 'allowReopen'] as const;
/** How opportunities move is not restricted yet. */
const OF_LEADS: readonly string[] = ['forwardOnly', 'nextOnly', 'allowReopen'];

/** R18, R19: what a pipeline allows. */
export function PipelineRules({ pipeline }: { pipeline: PipelineRow }) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading }] = useCrmSaveMutation();
  const [form, setForm] = useState<Partial<PipelineRow>>({});
  const { documentId, kind } = pipeline;
  async function submit() {
    const reply = await save({ record: 'pipeline', documentId, data: form });
    told(reply, words.say('crm.pipelines.saved', { name: form.name ?? pipeline.name }));
  }
  return (
    <Sheet
      title={words.say('crm.pipelines.rules')}
      about={words.say('crm.pipelines.rulesAbout')}
      action={
        <Flex gap={2}>
          {pipeline.isDefault ? null : <DeletePipeline pipeline={pipeline} />}
          <Button
            startIcon={<Check />}
            loading={isLoading}
            disabled={Object.keys(form).length === 0}
            onClick={() => void submit()}
          >
            {words.say('crm.save')}
          </Button>
        </Flex>
      }
    >
      <Unsaved isChanged={Object.keys(form).length > 0} />
      <Grid.Root gap={5}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <TextField
            required
            label={words.field('name')}
            value={form.name ?? pipeline.name}
            onChange={(name) => setForm({ ...form, name })}
          />
        </Grid.Item>
        {FLAGS.filter((flag) => kind === 'lead' || !OF_LEADS.includes(flag)).map((flag) => (
          <Grid.Item key={flag} col={6} s={12} xs={12} alignItems="flex-start">
            <FlagField
              label={words.say(`crm.pipelines.${flag}`)}
              hint={words.say(`crm.pipelines.${flag}Hint`)}
              value={form[flag] ?? pipeline[flag]}
              onChange={(value) => setForm({ ...form, [flag]: value })}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Sheet>
  );
}

function DeletePipeline({ pipeline: { documentId, name } }: { pipeline: PipelineRow }) {
  const words = useWords();
  return (
    <DeleteDialog
      record="pipeline"
      documentId={documentId}
      name={name}
      sure={words.say('crm.pipelines.deleteSure', { name })}
    >
      <Button variant="danger-light" startIcon={<Trash />}>
        {words.say('crm.delete')}
      </Button>
    </DeleteDialog>
  );
}
