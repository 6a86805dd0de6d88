import { Button, Flex, Typography } from '@strapi/design-system';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import { useChosen } from '../../../parts/use-chosen';
import { useWords } from '../../../words';
import { SettingsPage } from '../SettingsPage';
import { ProcessEditor } from './ProcessEditor';
import type { ProcessRow } from './process-row';

/** E15: the built-in process and its copies, which may be changed and bound to a stage. */
export default function ProcessesPage() {
  const words = useWords();
  const { data, error } = useCrmRecordsQuery({ record: 'qualification-process', sort: 'id:ASC' });
  // Every record of this list is a process.
  const processes = data as readonly ProcessRow[] | undefined;
  const [chosen, choose] = useChosen('process');
  const shown = processes?.find(({ documentId }) => documentId === chosen) ?? processes?.[0];
  return (
    <SettingsPage
      title={words.say('crm.settings.processes')}
      about={words.say('crm.processes.about')}
      failure={error}
      isLoading={processes === undefined}
    >
      <Flex tag="nav" gap={1} wrap="wrap" aria-label={words.say('crm.settings.processes')}>
        {processes?.map((process) => (
          <Button
            key={process.documentId}
            size="S"
            variant={process === shown ? 'secondary' : 'ghost'}
            aria-pressed={process === shown}
            onClick={() => choose(process.documentId)}
          >
            {process.builtIn
              ? words.say('crm.processes.builtIn', { name: process.name })
              : process.name}
          </Button>
        ))}
      </Flex>
      {shown === undefined ? (
        <Typography>{words.say('crm.processes.none')}</Typography>
      ) : (
        <ProcessEditor key={shown.documentId} process={shown} onShow={choose} />
      )}
    </SettingsPage>
  );
}
