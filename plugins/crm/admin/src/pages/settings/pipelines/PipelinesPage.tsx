import { Box, Button, Flex, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { useCrmPipelinesQuery } from '../../../api/board-api';
import { useChosen } from '../../../parts/use-chosen';
import { useWords } from '../../../words';
import { SettingsPage } from '../SettingsPage';
import { PipelineDialog } from './PipelineDialog';
import { PipelineRules } from './PipelineRules';
import { StageList } from './StageList';

/** E18: pipelines, how leads move through them, and their stages by drag. */
export default function PipelinesPage() {
  const words = useWords();
  const { data: pipelines, error } = useCrmPipelinesQuery();
  const [chosen, choose] = useChosen('pipeline');
  const [adding, setAdding] = useState(false);
  const shown = pipelines?.find(({ documentId }) => documentId === chosen) ?? pipelines?.[0];
  return (
    <SettingsPage
      title={words.say('crm.settings.pipelines')}
      about={words.say('crm.pipelines.about')}
      failure={error}
      isLoading={pipelines === undefined}
      action={
        <Button startIcon={<Plus />} onClick={() => setAdding(true)}>
          {words.say('crm.pipelines.add')}
        </Button>
      }
    >
      {shown === undefined ? null : (
        <Tabs.Root variant="simple" value={shown.documentId} onValueChange={choose}>
          <Tabs.List aria-label={words.say('crm.settings.pipelines')}>
            {pipelines?.map(({ documentId, name, kind }) => (
              <Tabs.Trigger key={documentId} value={documentId}>
                {words.say(`crm.board.kind.${kind}`, { name })}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {pipelines?.map((pipeline) => (
            <Tabs.Content key={pipeline.documentId} value={pipeline.documentId}>
              <Flex direction="column" alignItems="stretch" gap={6} paddingTop={6}>
                <PipelineRules
                  key={pipeline.documentId}
                  pipeline={pipeline}
                  pipelines={pipelines}
                />
                <Box>
                  <StageList pipeline={pipeline} />
                </Box>
              </Flex>
            </Tabs.Content>
          ))}
        </Tabs.Root>
      )}
      {adding ? (
        <PipelineDialog
          pipelines={pipelines ?? []}
          onClose={(made) => {
            setAdding(false);
            if (made !== undefined) choose(made);
          }}
        />
      ) : null}
    </SettingsPage>
  );
}
