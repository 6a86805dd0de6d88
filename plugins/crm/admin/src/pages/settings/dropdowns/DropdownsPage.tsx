import { Button, Flex } from '@strapi/design-system';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import { useChosen } from '../../../parts/use-chosen';
import { useWords } from '../../../words';
import { SettingsPage } from '../SettingsPage';
import type { DropdownType } from './dropdown-rows';
import { ValueList } from './ValueList';

/** A13, R31: what people choose from; editors keep the values, the code keeps what they mean. */
export default function DropdownsPage() {
  const words = useWords();
  const { data, error } = useCrmRecordsQuery({ record: 'dropdown-type', sort: 'id:ASC' });
  // Every record of this list is a dropdown type.
  const types = data as readonly DropdownType[] | undefined;
  const [chosen, choose] = useChosen('type');
  const shown = types?.find(({ documentId }) => documentId === chosen) ?? types?.[0];
  return (
    <SettingsPage
      title={words.say('crm.settings.dropdowns')}
      about={words.say('crm.dropdowns.about')}
      failure={error}
      isLoading={types === undefined}
    >
      <Flex tag="nav" gap={1} wrap="wrap" aria-label={words.say('crm.settings.dropdowns')}>
        {types?.map((type) => (
          <Button
            key={type.documentId}
            size="S"
            variant={type === shown ? 'secondary' : 'ghost'}
            aria-pressed={type === shown}
            onClick={() => choose(type.documentId)}
          >
            {words.sayOr(`crm.dropdown.${type.key}`, type.label)}
          </Button>
        ))}
      </Flex>
      {shown === undefined ? null : <ValueList key={shown.documentId} type={shown} />}
    </SettingsPage>
  );
}
