import { Button } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useState } from 'react';
import type { z } from 'zod';
import {
  changesBetween,
  CLOSE_FIELDS,
  dictionaryOver,
  type Settings,
  type settingsChange,
} from '../../../../../core/kernel/settings';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import { useCrmChangeSettingsMutation, useCrmSettingsQuery } from '../../../api/settings-api';
import { ChoiceField, FlagField, ManyField } from '../../../parts/fields';
import { Sheet } from '../../../parts/Sheet';
import { Unsaved } from '../../../parts/Unsaved';
import { ZonePicker } from '../../../parts/ZonePicker';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import type { GrantedRole } from '../roles/grants';
import { SettingsPage } from '../SettingsPage';
import { DefaultGroups } from './DefaultGroups';

const POLICIES = ['by-role', 'allow', 'request', 'deny'] as const;
const PROTECTIONS = ['always', 'manual-only'] as const;

/** R8, R15, L20, R25: what happens when a lead closes, and who may close it. */
export default function RulesPage() {
  const words = useWords();
  const told = useTold();
  const { data: kept, error, refetch } = useCrmSettingsQuery();
  const [change, { isLoading }] = useCrmChangeSettingsMutation();
  const [edits, setEdits] = useState<Edits>();
  const settings = edits?.after ?? kept;
  const isChanged =
    edits !== undefined && Object.keys(changesBetween(edits.before, edits.after)).length > 0;
  const edit = (after: Settings) => {
    const before = edits?.before ?? kept;
    if (before !== undefined) setEdits({ before, after });
  };
  async function submit(edited: Edits) {
    const { data: now = edited.before } = await refetch();
    const reply = await change(changeOf(edited, now));
    if (told(reply, words.say('crm.rules.saved'))) setEdits(undefined);
  }
  return (
    <SettingsPage
      title={words.say('crm.settings.rules')}
      about={words.say('crm.rules.about')}
      failure={error}
      isLoading={settings === undefined}
      action={
        <Button
          startIcon={<Check />}
          loading={isLoading}
          disabled={!isChanged}
          onClick={() => (edits === undefined ? undefined : void submit(edits))}
        >
          {words.say('crm.save')}
        </Button>
      }
    >
      <Unsaved isChanged={isChanged} />
      {settings === undefined ? null : (
        <>
          <ClosingLost settings={settings} onChange={edit} />
          <Cascade settings={settings} onChange={edit} />
          <TimeZone settings={settings} onChange={edit} />
        </>
      )}
      <DefaultGroups />
    </SettingsPage>
  );
}

/** The settings as the page showed them when editing began, and as they are to be. */
interface Edits {
  readonly before: Settings;
  readonly after: Settings;
}

type Change = z.input<typeof settingsChange>;

/** Only what was changed: the other rules may be somebody else's to change meanwhile. */
function changeOf({ before, after }: Edits, now: Settings): Change {
  // What differs between two settings is a part of them.
  const change = changesBetween(before, after) as Change;
  if (change.closeLost?.['required'] === undefined) return change;
  const [were, are] = [before.closeLost.required, after.closeLost.required];
  const required = dictionaryOver(now.closeLost.required, were, are);
  return { ...change, closeLost: { ...change.closeLost, required } };
}

interface Props {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

function ClosingLost({ settings, onChange }: Props) {
  const words = useWords();
  const { closeLost } = settings;
  const { data } = useCrmRecordsQuery({ record: 'role', sort: 'id:ASC' });
  // Every record of this list is a role; those without deeds close nothing.
  const roles = ((data ?? []) as readonly GrantedRole[]).filter(
    ({ grants }) => Object.keys(grants ?? {}).length > 0,
  );
  const set = (part: Partial<Settings['closeLost']>) =>
    onChange({ ...settings, closeLost: { ...closeLost, ...part } });
  const require = (role: string, fields: readonly string[]) => {
    const { [role]: _before, ...others } = closeLost.required;
    set({
      required:
        fields.length === 0
          ? others
          : { ...others, [role]: CLOSE_FIELDS.filter((field) => fields.includes(field)) },
    });
  };
  return (
    <Sheet title={words.say('crm.rules.closeLost')} about={words.say('crm.rules.closeLostAbout')}>
      <ChoiceField
        label={words.say('crm.rules.policy')}
        hint={words.say(`crm.rules.policy.${closeLost.policy}.hint`)}
        value={closeLost.policy}
        options={POLICIES.map((value) => ({
          value,
          label: words.say(`crm.rules.policy.${value}`),
        }))}
        onChange={(policy) => set({ policy })}
      />
      {roles.map(({ documentId, key, name }) => (
        <ManyField
          key={documentId}
          label={words.say('crm.rules.required', { role: name })}
          none={words.say('crm.rules.onlyReason')}
          value={closeLost.required[key] ?? []}
          options={CLOSE_FIELDS.map((field) => ({ value: field, label: words.field(field) }))}
          onChange={(fields) => require(key, fields)}
        />
      ))}
    </Sheet>
  );
}

function Cascade({ settings, onChange }: Props) {
  const words = useWords();
  const { cascade } = settings;
  const set = (part: Partial<Settings['cascade']>) =>
    onChange({ ...settings, cascade: { ...cascade, ...part } });
  return (
    <Sheet title={words.say('crm.rules.cascade')} about={words.say('crm.rules.cascadeAbout')}>
      <ChoiceField
        label={words.say('crm.rules.shared')}
        value={cascade.protectSharedContacts}
        options={PROTECTIONS.map((value) => ({
          value,
          label: words.say(`crm.rules.shared.${value}`),
        }))}
        onChange={(protectSharedContacts) => set({ protectSharedContacts })}
      />
      <FlagField
        label={words.say('crm.rules.staff')}
        value={cascade.protectStaffAndCompanies}
        onChange={(protectStaffAndCompanies) => set({ protectStaffAndCompanies })}
      />
      <FlagField
        label={words.say('crm.rules.opportunities')}
        value={cascade.protectOpenOpportunities}
        onChange={(protectOpenOpportunities) => set({ protectOpenOpportunities })}
      />
    </Sheet>
  );
}

const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

function TimeZone({ settings, onChange }: Props) {
  const words = useWords();
  return (
    <Sheet title={words.say('crm.rules.days')} about={words.say('crm.rules.daysAbout')}>
      <ZonePicker
        label={words.say('crm.rules.timeZone')}
        zones={ZONES}
        value={settings.timeZone}
        onChange={(timeZone) => onChange({ ...settings, timeZone })}
      />
    </Sheet>
  );
}
