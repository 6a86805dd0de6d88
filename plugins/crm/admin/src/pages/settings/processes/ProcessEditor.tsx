import { Button, Flex, Typography } from '@strapi/design-system';
import { Check, Duplicate, Plus } from '@strapi/icons';
import { useState } from 'react';
import { toOne, useCrmRecordsQuery, useCrmSaveMutation } from '../../../api/dictionary-api';
import type { NamedRow } from '../../../api/replies';
import { Note } from '../../../panels/PanelState';
import { TextField } from '../../../parts/fields';
import { Sheet } from '../../../parts/Sheet';
import { Sortable } from '../../../parts/Sortable';
import { Unsaved } from '../../../parts/Unsaved';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import { DeleteProcess } from './DeleteProcess';
import { draftOf, newStep, replaced, stepsOf } from './edit-steps';
import type { ProcessRow } from './process-row';
import { StepEditor } from './StepEditor';

interface Props {
  readonly process: ProcessRow;
  readonly onShow: (documentId: string | undefined) => void;
}

export function ProcessEditor({ process, onShow }: Props) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading }] = useCrmSaveMutation();
  const [name, setName] = useState(process.name);
  const [steps, setSteps] = useState(() => draftOf(process.steps));
  const { documentId, builtIn } = process;
  const isChanged =
    name !== process.name || JSON.stringify(stepsOf(steps)) !== JSON.stringify(process.steps);

  async function submit() {
    const reply = await save({
      record: 'qualification-process',
      documentId,
      data: { name, steps: stepsOf(steps) },
    });
    told(reply, words.say('crm.processes.saved', { name }));
  }
  async function copy() {
    const reply = await save({
      record: 'qualification-process',
      data: {
        name: words.say('crm.processes.copyOf', { name: process.name }),
        copiedFrom: toOne(documentId),
        steps: process.steps,
      },
    });
    if (told(reply, words.say('crm.processes.copied', { name: process.name })) && 'data' in reply) {
      onShow(reply.data.documentId);
    }
  }

  return (
    <Sheet
      title={process.name}
      about={words.say('crm.processes.version', { version: process.version })}
      action={
        <Flex gap={2} wrap="wrap">
          {builtIn ? null : <DeleteProcess process={process} onDeleted={() => onShow(undefined)} />}
          <Button
            variant={builtIn ? 'default' : 'secondary'}
            startIcon={<Duplicate />}
            onClick={() => void copy()}
          >
            {words.say('crm.processes.copy')}
          </Button>
          {builtIn ? null : (
            <Button
              startIcon={<Check />}
              loading={isLoading}
              disabled={!isChanged}
              onClick={() => void submit()}
            >
              {words.say('crm.save')}
            </Button>
          )}
        </Flex>
      }
    >
      <Unsaved isChanged={!builtIn && isChanged} />
      <Note>{words.say(builtIn ? 'crm.processes.builtInHint' : 'crm.processes.runningHint')}</Note>
      <BoundTo documentId={documentId} />
      {builtIn ? null : (
        <TextField required label={words.field('name')} value={name} onChange={setName} />
      )}
      <Sortable
        items={steps}
        keyOf={({ id }) => String(id)}
        nameOf={({ title }) => title}
        isFixed={() => builtIn}
        onOrder={setSteps}
      >
        {(step) => (
          <StepEditor
            step={step}
            isReadOnly={builtIn}
            isOnly={steps.length === 1}
            onChange={(changed) => setSteps(replaced(steps, changed))}
            onRemove={() => setSteps(steps.filter(({ id }) => id !== step.id))}
          />
        )}
      </Sortable>
      {builtIn ? null : (
        <Flex>
          <Button
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() =>
              setSteps([
                ...steps,
                newStep(words.say('crm.processes.step', { number: steps.length + 1 })),
              ])
            }
          >
            {words.say('crm.processes.addStep')}
          </Button>
        </Flex>
      )}
    </Sheet>
  );
}

/** Which stages start this process; they are bound in the settings of their pipeline. */
function BoundTo({ documentId }: { documentId: string }) {
  const words = useWords();
  const { data } = useCrmRecordsQuery({
    record: 'stage',
    sort: 'id:ASC',
    filters: { process: { documentId: { $eq: documentId } } },
  });
  // Every record of this list is a stage with its pipeline.
  const stages = (data ?? []) as unknown as readonly (NamedRow & { pipeline: NamedRow | null })[];
  return (
    <Typography variant="pi" textColor="neutral600">
      {stages.length === 0
        ? words.say('crm.processes.unbound')
        : words.say('crm.processes.bound', {
            stages: words.list(
              stages.map(({ name, pipeline }) =>
                words.say('crm.panel.stageOf', { stage: name, pipeline: pipeline?.name ?? '' }),
              ),
            ),
          })}
    </Typography>
  );
}
