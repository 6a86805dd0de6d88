import { Checkbox, Menu } from '@strapi/design-system';
import { deepEncodeQueryValues, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCrmRecordsQuery, useCrmSaveMutation, type AnyRow } from '../../api/dictionary-api';
import type { NamedRow } from '../../api/replies';
import { useMayOn } from '../../may';
import { DeleteRecord } from '../../parts/DeleteDialog';
import { MenuContent } from '../../parts/MenuContent';
import { TextField } from '../../parts/fields';
import { FormDialog } from '../../parts/FormDialog';
import { useTold } from '../../parts/use-told';
import { useMe } from '../../use-me';
import { useWords } from '../../words';
import type { LeadQuery } from './lead-query';

interface SavedView extends AnyRow, NamedRow {
  readonly shared: boolean;
  readonly owner: NamedRow | null;
  readonly query: KeptQuery;
}

/** What the address said, and the columns that were shown. */
type KeptQuery = Omit<LeadQuery, 'columns' | 'saved'> & { readonly columns?: readonly string[] };

const PAGE = 'leads';

/** The address without anything; what is set is put over what stands there. */
const NOTHING = {
  view: undefined,
  _q: undefined,
  filters: undefined,
  sort: undefined,
  pageSize: undefined,
};

/** R27: lists kept under a name, one's own and the team's. */
export function SavedViews({ columns }: { columns: readonly string[] }) {
  const words = useWords();
  const mayOn = useMayOn();
  const me = useMe();
  const [{ query }, setQuery] = useQueryParams<LeadQuery>();
  const { data } = useCrmRecordsQuery({
    record: 'saved-view',
    sort: 'name:ASC',
    filters: { page: { $eq: PAGE } },
  });
  const [saving, setSaving] = useState<'new' | SavedView>();
  const [leaving, setLeaving] = useState<SavedView>();
  if (!mayOn('create', 'saved-view')) return null;
  // Every record of this list is a saved view.
  const views = (data ?? []) as readonly SavedView[];
  const own = views.filter(({ owner }) => owner !== null && owner.documentId === me?.documentId);

  const applied = views.find(({ documentId }) => documentId === query.saved);

  const show = ({ documentId, query: { columns: shown = columns, ...kept } }: SavedView) =>
    setQuery({
      ...NOTHING,
      ...(deepEncodeQueryValues(kept) as KeptQuery),
      page: '1',
      saved: documentId,
      columns: shown.join(','),
    } as LeadQuery);

  return (
    <>
      <Menu.Root>
        <Menu.Trigger variant="tertiary" size="S">
          {applied === undefined
            ? words.say('crm.saved.title')
            : words.say('crm.saved.applied', { name: applied.name })}
        </Menu.Trigger>
        <MenuContent popoverPlacement="bottom-start">
          {views.map((view) => (
            <Menu.Item key={view.documentId} onSelect={() => show(view)}>
              {view.shared ? words.say('crm.saved.shared', { name: view.name }) : view.name}
            </Menu.Item>
          ))}
          {views.length === 0 ? null : <Menu.Separator />}
          {applied !== undefined && own.includes(applied) ? (
            <Menu.Item onSelect={() => setSaving(applied)}>
              {words.say('crm.saved.change', { name: applied.name })}
            </Menu.Item>
          ) : null}
          <Menu.Item onSelect={() => setSaving('new')}>{words.say('crm.saved.save')}</Menu.Item>
          {own.map((view) => (
            <Menu.Item key={view.documentId} variant="danger" onSelect={() => setLeaving(view)}>
              {words.say('crm.deleteOne', { name: view.name })}
            </Menu.Item>
          ))}
        </MenuContent>
      </Menu.Root>
      {saving === undefined ? null : (
        <SaveDialog
          changed={saving === 'new' ? undefined : saving}
          query={{ ...query, columns }}
          taken={own.filter((view) => view !== saving).map(({ name }) => name)}
          onClose={() => setSaving(undefined)}
        />
      )}
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
  /** The view that is saved as it is shown now; none, if it becomes a new one. */
  readonly changed: SavedView | undefined;
  readonly query: KeptQuery & Pick<LeadQuery, 'saved'>;
  /** The names of one's own views: two of one name could not be told apart. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function SaveDialog({
  changed,
  query: { page: _page, saved: _saved, ...query },
  taken,
  onClose,
}: SaveProps) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  const [name, setName] = useState(changed?.name ?? '');
  const [shared, setShared] = useState(changed?.shared ?? false);
  const given = name.trim();
  const isTaken = taken.some((one) => one.toLowerCase() === given.toLowerCase());
  async function submit() {
    const reply = await save({
      record: 'saved-view',
      ...(changed === undefined ? {} : { documentId: changed.documentId }),
      data: { name: given, shared, query, page: PAGE },
    });
    if (told(reply, words.say('crm.saved.done', { name: given }))) onClose();
  }
  return (
    <FormDialog
      open
      title={
        changed === undefined
          ? words.say('crm.saved.save')
          : words.say('crm.saved.change', { name: changed.name })
      }
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
