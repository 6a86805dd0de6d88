import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page, Pagination } from '@strapi/strapi/admin';
import type { ComponentProps, ReactNode } from 'react';
import type { Listed } from '../api/replies';
import { useWords } from '../words';

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
        ) : listed?.rows.length === 0 ? (
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
