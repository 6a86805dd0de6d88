import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page, Pagination, useQueryParams } from '@strapi/strapi/admin';
import { useEffect, type ComponentProps, type ReactNode } from 'react';
import type { Listed } from '../api/replies';
import { useWords } from '../words';
import type { ListQuery } from './list-query';

interface Props
  extends Pick<
    ComponentProps<typeof Layouts.Action>,
    'startActions' | 'endActions' | 'bottomActions'
  > {
  readonly title: string;
  /** How many there are, in words. */
  readonly count: (total: number) => string;
  readonly action?: ReactNode;
  readonly listed: Listed<unknown> | undefined;
  readonly failure: unknown;
  /** What an empty list says. */
  readonly empty: string;
  readonly children: ReactNode;
}

/** A page with a list that is searched, filtered and leafed through, as the Content Manager's are. */
export function ListPage({
  title,
  count,
  action,
  listed,
  failure,
  empty,
  children,
  ...tools
}: Props) {
  const words = useWords();
  useLastPage(listed);
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={listed === undefined ? words.say('crm.loading') : count(listed.total)}
        primaryAction={action}
      />
      <Layouts.Action {...tools} />
      <Layouts.Content>
        {failure !== undefined ? (
          <Page.Error content={words.refusal(failure)} />
        ) : listed?.total === 0 ? (
          <EmptyStateLayout
            hasRadius
            shadow="filterShadow"
            icon={<EmptyDocuments width="16rem" />}
            content={empty}
          />
        ) : (
          <>
            {children}
            <Pagination.Root
              pageCount={listed?.pageCount ?? 0}
              total={listed?.total ?? 0}
              defaultPageSize={20}
            >
              <Pagination.PageSize />
              <Pagination.Links />
            </Pagination.Root>
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

/** Beyond the end, as after work that emptied the last page, it goes to the last that there is. */
function useLastPage(listed: Listed<unknown> | undefined): void {
  const [, setQuery] = useQueryParams<ListQuery>();
  const isBeyond = listed !== undefined && listed.rows.length === 0 && listed.total > 0;
  const last = isBeyond ? String(listed.pageCount) : undefined;
  useEffect(() => {
    // In place of the address, so that the way back does not lead here again.
    if (last !== undefined) setQuery({ page: last }, 'push', true);
  }, [last, setQuery]);
}
