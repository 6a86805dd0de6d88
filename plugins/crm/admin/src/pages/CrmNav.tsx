import { Badge, Divider } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';
import { useCrmWhoAmIQuery } from '../api/notification-api';
import { useMay } from '../may';
import { CRM_HOME } from '../records';
import { useWords, type WordId } from '../words';

interface PageLink {
  readonly path: string;
  readonly label: WordId;
  /** The permission that opens it. */
  readonly door: string;
  /** Shows beside its name how much waits there. */
  readonly counts?: true;
}

const SECTIONS: readonly { readonly label: WordId; readonly links: readonly PageLink[] }[] = [
  {
    label: 'crm.nav.work',
    links: [
      { path: 'board', label: 'crm.nav.board', door: 'pipeline.board' },
      { path: 'leads', label: 'crm.nav.leads', door: 'lead.actions' },
      { path: 'approvals', label: 'crm.nav.approvals', door: 'close-request.waiting' },
      {
        path: 'inactive-contacts',
        label: 'crm.nav.inactiveContacts',
        door: 'contact.activate',
      },
      { path: 'jobs', label: 'crm.nav.jobs', door: 'bulk-job.progress' },
      { path: 'reports', label: 'crm.nav.reports', door: 'lead.funnel-report' },
      {
        path: 'notifications',
        label: 'crm.nav.notifications',
        door: 'notification.read',
        counts: true,
      },
    ],
  },
];

/** The pages of the CRM that this user may open. */
export function CrmNav({ isFullPage = false }: { isFullPage?: boolean }) {
  const words = useWords();
  const may = useMay();
  const label = words.say('crm.menu');
  const sections = SECTIONS.map(({ label: title, links }) => ({
    title,
    links: links.filter(({ door }) => may(door)),
  })).filter(({ links }) => links.length > 0);
  return (
    <SubNav.Main aria-label={label} isFullPage={isFullPage}>
      <SubNav.Header label={label} />
      <Divider />
      <SubNav.Content>
        <SubNav.Sections>
          {sections.map(({ title, links }) => (
            <SubNav.Section key={title} label={words.say(title)}>
              {links.map(({ path, label: name, counts }) => (
                <SubNav.Link
                  key={path}
                  to={`${CRM_HOME}/${path}`}
                  label={words.say(name)}
                  endAction={counts === true ? <Unread /> : null}
                />
              ))}
            </SubNav.Section>
          ))}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
}

const EVERY = 60_000;

/** How many notifications have not been read; asked once a minute. */
function Unread() {
  const words = useWords();
  const { data } = useCrmWhoAmIQuery(undefined, { pollingInterval: EVERY });
  if (data === undefined || data.unread === 0) return null;
  return (
    <Badge active aria-label={words.say('crm.notifications.unread', { count: data.unread })}>
      {words.number(data.unread)}
    </Badge>
  );
}
