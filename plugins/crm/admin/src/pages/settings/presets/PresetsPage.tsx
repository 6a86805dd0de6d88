import { Box, Button, Dialog, Flex, Grid, Typography } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { PRESETS } from '../../../../../core/preset/presets';
import { useCrmPipelinesQuery } from '../../../api/board-api';
import { useCrmSaveMutation } from '../../../api/dictionary-api';
import { useCrmChangeSettingsMutation, useCrmSettingsQuery } from '../../../api/settings-api';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { Mark } from '../../../parts/Mark';
import { useOneAtATime } from '../../../parts/use-one-at-a-time';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import { SettingsPage } from '../SettingsPage';
import { isInForce, stepsTo } from './steps';
import { Welcome } from './Welcome';

/** Where to begin: five ways of working, each a set of settings that can be changed afterwards. */
export default function PresetsPage() {
  const words = useWords();
  const [{ query }, setQuery] = useQueryParams<{ readonly first?: string }>();
  const { data: settings, error } = useCrmSettingsQuery();
  const { data: pipelines, error: unlisted } = useCrmPipelinesQuery();
  return (
    <SettingsPage
      title={words.say('crm.settings.presets')}
      about={words.say('crm.presets.about')}
      failure={error ?? unlisted}
      isLoading={settings === undefined || pipelines === undefined}
    >
      {query.first === undefined ? null : <Welcome />}
      <Grid.Root gap={5}>
        {PRESETS.map((preset) => (
          <Grid.Item key={preset.key} col={6} s={12} xs={12} alignItems="stretch">
            <PresetCard
              preset={preset}
              onChosen={() => setQuery({ first: '' }, 'remove')}
              inForce={
                settings !== undefined &&
                pipelines !== undefined &&
                isInForce(preset, settings, pipelines)
              }
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </SettingsPage>
  );
}

interface CardProps {
  readonly preset: (typeof PRESETS)[number];
  readonly inForce: boolean;
  readonly onChosen: () => void;
}

function PresetCard({ preset, inForce, onChosen }: CardProps) {
  const words = useWords();
  const { key } = preset;
  const name = words.say(`crm.preset.${key}`);
  return (
    <Box background="neutral0" hasRadius shadow="filterShadow" padding={6} width="100%">
      <Flex direction="column" alignItems="stretch" gap={4} height="100%">
        <Flex justifyContent="space-between" gap={3}>
          <Typography tag="h2" variant="delta">
            {name}
          </Typography>
          {inForce ? <Mark tone="success">{words.say('crm.presets.inForce')}</Mark> : null}
        </Flex>
        <Box flex={1}>
          <Typography textColor="neutral700">{words.say(`crm.preset.${key}.about`)}</Typography>
        </Box>
        {inForce ? null : <Choose preset={preset} name={name} onChosen={onChosen} />}
      </Flex>
    </Box>
  );
}

interface ChooseProps extends Pick<CardProps, 'preset' | 'onChosen'> {
  readonly name: string;
}

function Choose({ preset, name, onChosen }: ChooseProps) {
  const words = useWords();
  const told = useTold();
  const { data: settings } = useCrmSettingsQuery();
  const { data: pipelines = [] } = useCrmPipelinesQuery();
  const [change, changing] = useCrmChangeSettingsMutation();
  const [save, saving] = useCrmSaveMutation();
  const [open, setOpen] = useState(false);
  const steps = settings === undefined ? [] : stepsTo(preset, settings, pipelines);

  async function confirm() {
    const replied = await change(preset.settings);
    if ('error' in replied) return;
    for (const { documentId, data } of steps.flatMap(({ pipeline }) => pipeline ?? [])) {
      const reply = await save({ record: 'pipeline', documentId, data });
      if ('error' in reply) return;
    }
    told(replied, words.say('crm.presets.chosen', { name }));
    setOpen(false);
    onChosen();
  }
  const { isRunning, run } = useOneAtATime(confirm);

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger>
        <Button variant="secondary" aria-label={words.say('crm.presets.chooseOne', { name })}>
          {words.say('crm.presets.choose')}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog
        isHarmless
        title={words.say('crm.presets.chooseOne', { name })}
        confirm={words.say('crm.presets.choose')}
        isRunning={isRunning}
        failure={changing.error ?? saving.error}
        onConfirm={run}
      >
        <Typography>{words.say('crm.presets.changes')}</Typography>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {steps.map(({ says, values }) => (
            <Box tag="li" key={`${says} ${JSON.stringify(values)}`}>
              <Typography textColor="neutral700">
                {words.say(says, {
                  ...values,
                  value: words.say(values.value),
                })}
              </Typography>
            </Box>
          ))}
        </Flex>
      </ConfirmDialog>
    </Dialog.Root>
  );
}
