import { Checkbox, Menu } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCrmRecordsQuery, useCrmSaveMutation, type AnyRow } from '../../api/dictionary-api';
import type { NamedRow } from '../../api/replies';
import { useMayOn } from '../../may';
import { DeleteRecord } from '../../parts/DeleteDialog';
import { TextField } from '../../parts/fields';
import { FormDialog } from '../../parts/FormDialog';
import { useTold } from '../../parts/use-told';
import { useMe } from '../../use-me';
import { useWords } from '../../words';
import type { LeadQuery } from './lead-query';

interface SavedView extends AnyRow, NamedRow {
  readonly shared: boolean;
  readonly owner: NamedRow | null;
  /** What the address said, and the columns that were shown. */
  readonly query: LeadQuery & { readonly columns?: readonly string[] };
}

interface Props {
  readonly columns: readonly string[];
  readonly onColumns: (columns: string[]) => void;
}

const PAGE = 'leads';

/** R27: lists kept under a name, one's own and the team's. */
export function SavedViews({ columns, onColumns }: Props) {
  const words = useWords();
  const mayOn = useMayOn();
  const me = useMe();
  const [{ query }, setQuery] = useQueryParams<LeadQuery>();
  const { data } = useCrmRecordsQuery({
    record: 'saved-view',
    sort: 'name:ASC',
    filters: { page: { $eq: PAGE } },
  });
  const [saving, setSaving] = useState(false);
  const [leaving, setLeaving] = useState<SavedView>();
  if (!mayOn('create', 'saved-view')) return null;
  // Every record of this list is a saved view.
  const views = (data ?? []) as readonly SavedView[];
  const own = views.filter(({ owner }) => owner !== null && owner.documentId === me?.documentId);

  function show({ query: { columns: shown, ...kept } }: SavedView) {
    setQuery({ page: '1', ...kept }, 'push', true);
    if (shown !== undefined) onColumns([...shown]);
  }

  return (
    <>
      <Menu.Root>
        <Menu.Trigger variant="tertiary" size="S">
          {words.say('crm.saved.title')}
        </Menu.Trigger>
        <Menu.Content popoverPlacement="bottom-start">
          {views.map((view) => (
            <Menu.Item key={view.documentId} onSelect={() => show(view)}>
              {view.shared ? words.say('crm.saved.shared', { name: view.name }) : view.name}
            </Menu.Item>
          ))}
          {views.length === 0 ? null : <Menu.Separator />}
          <Menu.Item onSelect={() => setSaving(true)}>{words.say('crm.saved.save')}</Menu.Item>
          {own.map((view) => (
            <Menu.Item key={view.documentId} variant="danger" onSelect={() => setLeaving(view)}>
              {words.say('crm.deleteOne', { name: view.name })}
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Root>
      {saving ? (
        <SaveDialog
          query={{ ...query, columns }}
          taken={own.map(({ name }) => name)}
          onClose={() => setSaving(false)}
        />
      ) : null}
      {leaving === undefined ? null : (
        <DeleteRecord
          record="saved-view"
          documentId={leaving.documentId}
          name={leaving.name}
          sure={words.say(leaving.shared ? 'crm.saved.deleteSureShared' : 'crm.saved.deleteSure')}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

interface SaveProps {
  readonly query: SavedView['query'];
  /** The names of one's own views: two of one name could not be told apart. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function SaveDialog({ query: { page: _page, ...query }, taken, onClose }: SaveProps) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const given = name.trim();
  const isTaken = taken.some((one) => one.toLowerCase() === given.toLowerCase());
  async function submit() {
    const reply = await save({
      record: 'saved-view',
      data: { name: given, shared, query, page: PAGE },
    });
    if (told(reply, words.say('crm.saved.done', { name: given }))) onClose();
  }
  return (
    <FormDialog
      open
      title={words.say('crm.saved.save')}
      isSaving={isLoading}
      failure={error}
      maySave={given !== '' && !isTaken}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.field('name')}
        hint={words.say('crm.saved.hint')}
        error={isTaken ? words.say('crm.saved.taken', { name: given }) : undefined}
        value={name}
        onChange={setName}
      />
      <Checkbox checked={shared} onCheckedChange={(on) => setShared(on === true)}>
        {words.say('crm.saved.share')}
      </Checkbox>
    </FormDialog>
  );
}
