import { Button, Flex, Typography } from '@strapi/design-system';
import { Check, Duplicate, Plus } from '@strapi/icons';
import { useState } from 'react';
import {
  changing,
  toOne,
  useCrmRecordsQuery,
  useCrmSaveMutation,
} from '../../../api/dictionary-api';
import type { NamedRow } from '../../../api/replies';
import { Note } from '../../../panels/PanelState';
import { fieldWords } from '../../../parts/field-words';
import { TextField } from '../../../parts/fields';
import { Sheet } from '../../../parts/Sheet';
import { Sortable } from '../../../parts/Sortable';
import { Unsaved } from '../../../parts/Unsaved';
import { useOneAtATime } from '../../../parts/use-one-at-a-time';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import { DeleteProcess } from './DeleteProcess';
import { newStep, replaced } from './edit-steps';
import { nameError } from '../name-error';
import type { ProcessRow } from './process-row';
import { stepErrors, stepSentences } from './step-errors';
import { StepEditor } from './StepEditor';
import { useDraft } from './use-draft';

interface Props {
  readonly process: ProcessRow;
  readonly onShow: (documentId: string) => void;
}

export function ProcessEditor({ process, onShow }: Props) {
  const words = useWords();
  const told = useTold();
  const [save] = useCrmSaveMutation();
  const [failure, setFailure] = useState<unknown>();
  const { documentId, builtIn } = process;
  const draft = useDraft(process);
  const { name, steps, changes, overtakenBy, setName, setSteps } = draft;
  const isChanged = Object.keys(changes).length > 0;

  async function submit() {
    const data = name === process.name ? changes : { ...changes, name: name.trim() };
    const reply = await save({ record: 'qualification-process', ...changing(process, data) });
    setFailure('error' in reply ? reply.error : undefined);
    const refused =
      'error' in reply ? stepSentences(stepErrors(words, reply.error, steps), steps) : '';
    if (refused !== '') return void told({ error: { message: refused } }, '');
    if (!told(reply, words.say('crm.processes.saved', { name: name.trim() }))) return;
    draft.reset();
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
  const saving = useOneAtATime(submit);
  const copying = useOneAtATime(copy);
  const wrong = stepErrors(words, failure, steps);
  const wrongName = nameError(words, draft.typedName, []);

  return (
    <Sheet
      title={process.name}
      about={words.say('crm.processes.version', { version: process.version })}
      action={
        <Flex gap={2} wrap="wrap">
          {builtIn ? null : <DeleteProcess process={process} />}
          <Button
            variant={builtIn ? 'default' : 'secondary'}
            startIcon={<Duplicate />}
            loading={copying.isRunning}
            onClick={copying.run}
          >
            {words.say('crm.processes.copy')}
          </Button>
          {builtIn ? null : (
            <Button
              startIcon={<Check />}
              loading={saving.isRunning}
              disabled={!isChanged || wrongName !== undefined || overtakenBy !== undefined}
              onClick={saving.run}
            >
              {words.say('crm.save')}
            </Button>
          )}
        </Flex>
      }
    >
      <Unsaved isChanged={!builtIn && isChanged} />
      <Note>{words.say(builtIn ? 'crm.processes.builtInHint' : 'crm.processes.runningHint')}</Note>
      {overtakenBy === undefined ? null : (
        <Overtaken titles={overtakenBy} onMine={draft.keepMine} onTheirs={draft.takeTheirs} />
      )}
      <BoundTo documentId={documentId} />
      {builtIn ? null : (
        <TextField
          required
          label={words.field('name')}
          value={name}
          error={wrongName ?? fieldWords(words, failure)['name']}
          onChange={setName}
        />
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
            wrong={wrong.get(step.id) ?? []}
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

interface OvertakenProps {
  readonly titles: readonly string[];
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** X33: two have changed the steps; what is saved second would take the first back, so it is asked. */
function Overtaken({ titles, onMine, onTheirs }: OvertakenProps) {
  const words = useWords();
  return (
    <Note tone="warning">
      <span role="alert">
        {words.say('crm.processes.overtaken', {
          count: titles.length,
          titles: words.list(titles),
        })}
      </span>
      <Flex tag="span" gap={2} wrap="wrap" paddingTop={3}>
        <Button size="S" variant="secondary" onClick={onTheirs}>
          {words.say('crm.processes.takeTheirs')}
        </Button>
        <Button size="S" variant="danger-light" onClick={onMine}>
          {words.say('crm.processes.keepMine')}
        </Button>
      </Flex>
    </Note>
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
