import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import {
  Filters,
  Layouts,
  Page,
  Pagination,
  SearchInput,
  useQueryParams,
} from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { INACTIVE_REASONS } from '../../../../core/contact/model';
import { useCrmContactsQuery } from '../../api/contact-api';
import { useWords, type Words } from '../../words';
import { ContactTable } from './ContactTable';

interface ContactQuery {
  readonly page?: string;
  readonly pageSize?: string;
  readonly sort?: string;
  readonly _q?: string;
  readonly filters?: { readonly $and?: readonly object[] };
}

/** P8: inactive contacts have a tab of their own, where they are set active (P9) or deleted (P10, P11). */
export function InactiveContactsPage() {
  const words = useWords();
  const [{ query }] = useQueryParams<ContactQuery>();
  const { data, error, isFetching } = useCrmContactsQuery(askedFor(query), {
    refetchOnMountOrArgChange: true,
  });
  const options = useMemo(() => filterOptions(words), [words]);
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.inactiveContacts')}</Page.Title>
      <Layouts.Header
        title={words.say('crm.nav.inactiveContacts')}
        subtitle={
          data === undefined
            ? words.say('crm.loading')
            : words.say('crm.contacts.count', { count: data.total })
        }
      />
      <Layouts.Action
        startActions={
          <>
            <SearchInput
              label={words.say('crm.contacts.search')}
              placeholder={words.say('crm.search')}
            />
            <Filters.Root options={options}>
              <Filters.Trigger />
              <Filters.Popover />
              <Filters.List />
            </Filters.Root>
          </>
        }
      />
      <Layouts.Content>
        {error !== undefined ? (
          <Page.Error content={words.refusal(error)} />
        ) : data?.rows.length === 0 ? (
          <EmptyStateLayout
            hasRadius
            shadow="filterShadow"
            icon={<EmptyDocuments width="16rem" />}
            content={words.say(isNarrowed(query) ? 'crm.contacts.noMatch' : 'crm.contacts.empty')}
          />
        ) : (
          <>
            <ContactTable rows={data?.rows ?? []} isLoading={isFetching} />
            <Pagination.Root
              pageCount={data?.pageCount ?? 0}
              total={data?.total ?? 0}
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

const isNarrowed = ({ _q: search, filters }: ContactQuery): boolean =>
  search !== undefined || (filters?.$and ?? []).length > 0;

const askedFor = ({ _q: search, ...query }: ContactQuery) => ({
  page: Number(query.page ?? 1),
  pageSize: Number(query.pageSize ?? 20),
  sort: query.sort ?? 'lastName:ASC',
  ...(search === undefined ? {} : { _q: search }),
  filters: { $and: [{ active: { $eq: false } }, ...(query.filters?.$and ?? [])] },
});

const filterOptions = (words: Words): Filters.Filter[] => [
  { name: 'lastName', label: words.field('lastName'), type: 'string' },
  { name: 'email', label: words.field('email'), type: 'email' },
  {
    name: 'inactiveReason',
    label: words.field('inactiveReason'),
    type: 'enumeration',
    options: INACTIVE_REASONS.map((value) => ({
      value,
      label: words.value('inactiveReason', value),
    })),
  },
  { name: 'inactiveUntil', label: words.field('inactiveUntil'), type: 'datetime' },
  { name: 'deceased', label: words.field('deceased'), type: 'boolean' },
];
