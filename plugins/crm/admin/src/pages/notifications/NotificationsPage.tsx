import { Box, Button, EmptyStateLayout, Flex, Typography } from '@strapi/design-system';
import { Bell, Check } from '@strapi/icons';
import { Layouts, Page, Pagination, useQueryParams } from '@strapi/strapi/admin';
import {
  useCrmNotificationsQuery,
  useCrmReadMutation,
  useCrmWhoAmIQuery,
  type NotificationRow,
} from '../../api/notification-api';
import { RecordLink } from '../../panels/RecordLink';
import { Mark } from '../../parts/Mark';
import { pathOf } from '../../records';
import { useWords } from '../../words';
import { noteIn } from './note-in';
import { Switches } from './Switches';

// Where all fits on it there is nothing to page through; Strapi's
// pagination keeps its room all the same.
const SMALLEST_PAGE = 10;

/** R17, L7: what this user is told, the newest first. */
export function NotificationsPage() {
  const words = useWords();
  const [{ query }] = useQueryParams<{ page?: string; pageSize?: string }>();
  const { data, error } = useCrmNotificationsQuery(
    { page: Number(query.page ?? 1), pageSize: Number(query.pageSize ?? 20) },
    { refetchOnMountOrArgChange: true },
  );
  const { data: me } = useCrmWhoAmIQuery();
  const [read, { isLoading }] = useCrmReadMutation();
  const unread = me?.unread ?? 0;
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.notifications')}</Page.Title>
      <Layouts.Header
        title={words.say('crm.nav.notifications')}
        subtitle={words.say('crm.notifications.unread', { count: unread })}
        primaryAction={
          unread === 0 ? undefined : (
            <Button
              variant="secondary"
              startIcon={<Check />}
              loading={isLoading}
              onClick={() => void read('all')}
            >
              {words.say('crm.notifications.readAll')}
            </Button>
          )
        }
      />
      <Layouts.Content>
        {error !== undefined ? (
          <Page.Error content={words.refusal(error)} />
        ) : (
          <Flex direction="column" alignItems="stretch" gap={6}>
            {data?.rows.length === 0 ? (
              <EmptyStateLayout
                hasRadius
                shadow="filterShadow"
                icon={<Bell width="6rem" height="6rem" fill="neutral300" />}
                content={words.say('crm.notifications.empty')}
              />
            ) : (
              <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
                {data?.rows.map((one) => (
                  <Notification
                    key={one.documentId}
                    notification={one}
                    onRead={() => void read(one.documentId)}
                  />
                ))}
              </Flex>
            )}
            {data === undefined || data.total <= SMALLEST_PAGE ? null : (
              <Pagination.Root pageCount={data.pageCount} total={data.total} defaultPageSize={20}>
                <Pagination.PageSize />
                <Pagination.Links />
              </Pagination.Root>
            )}
            {me?.member == null ? null : <Switches member={me.member} />}
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

interface Props {
  readonly notification: NotificationRow;
  readonly onRead: () => void;
}

function Notification({ notification, onRead }: Props) {
  const words = useWords();
  const { kind, details, readAt, createdAt } = notification;
  const { by = '', count = 0, leads = [], note = '' } = details ?? {};
  return (
    <Box tag="li" background="neutral0" hasRadius shadow="filterShadow" padding={4}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Flex gap={2} wrap="wrap">
            {readAt === null ? (
              <Mark tone="primary">{words.say('crm.notifications.new')}</Mark>
            ) : null}
            <Typography fontWeight={readAt === null ? 'semiBold' : 'regular'}>
              {words.say(`crm.notice.${kind}`, { by, count })}
            </Typography>
          </Flex>
          <Flex gap={3} wrap="wrap">
            {leads.map(({ documentId, title }) => (
              <RecordLink key={documentId} to={pathOf('lead', documentId)}>
                {title}
              </RecordLink>
            ))}
          </Flex>
          {note === '' ? null : (
            <Typography textColor="neutral700">{noteIn(words, note)}</Typography>
          )}
          <Typography variant="pi" textColor="neutral600" title={words.moment(createdAt)}>
            {words.ago(createdAt)}
          </Typography>
        </Flex>
        {readAt === null ? (
          <Button variant="tertiary" size="S" onClick={onRead}>
            {words.say('crm.notifications.read')}
          </Button>
        ) : null}
      </Flex>
    </Box>
  );
}
