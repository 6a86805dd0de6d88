import { Badge, Divider } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';
import { useCrmWhoAmIQuery } from '../api/notification-api';
import { CRM_HOME } from '../records';
import { useWords } from '../words';
import { usePages } from './pages';

/** The pages of the CRM that this user may open. */
export function CrmNav({ isFullPage = false }: { isFullPage?: boolean }) {
  const words = useWords();
  const pages = usePages();
  const label = words.say('crm.menu');
  return (
    <SubNav.Main aria-label={label} isFullPage={isFullPage}>
      <SubNav.Header label={label} />
      <Divider />
      <SubNav.Content>
        <SubNav.Sections>
          {[
            <SubNav.Section key="work" label={words.say('crm.nav.work')}>
              {pages.map(({ path, label: name, counts }) => (
                <SubNav.Link
                  key={path}
                  to={`${CRM_HOME}/${path}`}
                  label={words.say(name)}
                  endAction={counts === true ? <Unread /> : null}
                />
              ))}
            </SubNav.Section>,
          ]}
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
