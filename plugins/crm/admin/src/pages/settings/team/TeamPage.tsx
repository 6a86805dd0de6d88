import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Plus } from '@strapi/icons';
import { Table, useAdminUsers } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import { Note } from '../../../panels/PanelState';
import { Standing } from '../../../panels/Standing';
import { ActionsHeader, withActions } from '../../../parts/ActionsHeader';
import { asItIs } from '../../../parts/as-it-is';
import type { RowPlace } from '../../../parts/row-place';
import { useWords, type WordId } from '../../../words';
import { SettingsPage } from '../SettingsPage';
import { MemberDialog } from './MemberDialog';
import { MemberRoles } from './MemberRoles';
import type { TeamMember } from './team-member';

const HEADERS: readonly (readonly [name: string, label: WordId])[] = [
  ['name', 'crm.field.name'],
  ['roles', 'crm.team.roles'],
  ['manager', 'crm.team.manager'],
  ['logins', 'crm.team.logins'],
  ['active', 'crm.field.active'],
];

/** Who works with the CRM: their roles, their manager, the logins that are theirs. */
export default function TeamPage() {
  const words = useWords();
  const { data, error } = useCrmRecordsQuery({ record: 'member', sort: 'name:ASC' });
  const { error: hidden } = useAdminUsers({ pageSize: 100 });
  const [edited, setEdited] = useState<TeamMember | 'new'>();
  // The Content Manager lists a member with its relations one level deep.
  const members = data as readonly TeamMember[] | undefined;
  return (
    <SettingsPage
      title={words.say('crm.settings.team')}
      about={words.say('crm.team.about')}
      failure={error}
      isLoading={members === undefined}
      action={
        <Button startIcon={<Plus />} onClick={() => setEdited('new')}>
          {words.say('crm.team.add')}
        </Button>
      }
    >
      {hidden === undefined ? null : (
        <Note tone="warning">{words.say('crm.team.loginsHidden')}</Note>
      )}
      <Table.Root
        rows={[...(members ?? [])]}
        headers={withActions(HEADERS.map(([name, label]) => ({ name, label: words.say(label) })))}
      >
        <Table.Content>
          <Table.Head>
            {HEADERS.map(([name, label]) => (
              <Table.HeaderCell key={name} name={name} label={words.say(label)} sortable={false} />
            ))}
            <ActionsHeader />
          </Table.Head>
          <Table.Body>
            {members?.map((member) => (
              <MemberRow key={member.documentId} member={member} onEdit={() => setEdited(member)} />
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
      {edited === undefined ? null : (
        <MemberDialog
          member={edited === 'new' ? undefined : asItIs(edited, members ?? [])}
          members={members ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
    </SettingsPage>
  );
}

interface RowProps extends RowPlace {
  readonly member: TeamMember;
  readonly onEdit: () => void;
}

function MemberRow({ member, onEdit, ...place }: RowProps) {
  const words = useWords();
  const { name, email, manager, adminUser, apiUser, active } = member;
  const logins = [
    adminUser === null ? undefined : words.say('crm.team.panelLogin'),
    apiUser === null ? undefined : words.say('crm.team.apiLogin'),
  ].filter((login) => login !== undefined);
  return (
    <Table.Row {...place}>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start">
          <Typography fontWeight="semiBold" textColor="neutral800">
            {name}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {email}
          </Typography>
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <MemberRoles member={member} />
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{manager?.name ?? '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">
          {logins.length === 0 ? words.say('crm.team.noLogin') : words.list(logins)}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Standing active={active} />
      </Table.Cell>
      <Table.Cell>
        <Flex justifyContent="flex-end">
          <IconButton
            variant="ghost"
            label={words.say('crm.edit', { name })}
            withTooltip={false}
            onClick={onEdit}
          >
            <Pencil />
          </IconButton>
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
}
