import { Filters, SearchInput, useQueryParams } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { INACTIVE_REASONS } from '../../../../core/contact/model';
import { useCrmContactsQuery } from '../../api/contact-api';
import { filtersOf, isNarrowed, pageOf, type ListQuery } from '../../parts/list-query';
import { ListPage } from '../../parts/ListPage';
import { TYPED_FILTERS } from '../../parts/typed-filters';
import { useWords, type Words } from '../../words';
import { ContactTable } from './ContactTable';

/** P8: inactive contacts have a tab of their own, where they are set active (P9) or deleted (P10, P11). */
export function InactiveContactsPage() {
  const words = useWords();
  const [{ query }] = useQueryParams<ListQuery>();
  const { data, error, isFetching } = useCrmContactsQuery(askedFor(query), {
    refetchOnMountOrArgChange: true,
  });
  const options = useMemo(() => filterOptions(words), [words]);
  return (
    <ListPage
      title={words.say('crm.nav.inactiveContacts')}
      count={(count) => words.say('crm.contacts.count', { count })}
      listed={data}
      failure={error}
      empty={words.say(isNarrowed(query) ? 'crm.contacts.noMatch' : 'crm.contacts.empty')}
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
    >
      <ContactTable rows={data?.rows ?? []} isLoading={isFetching} />
    </ListPage>
  );
}

const askedFor = (query: ListQuery) => ({
  ...pageOf(query, 'lastName:ASC'),
  filters: { $and: [{ active: { $eq: false } }, ...filtersOf(query)] },
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
  {
    name: 'inactiveUntil',
    label: words.field('inactiveUntil'),
    type: 'datetime',
    input: TYPED_FILTERS.datetime,
  },
  { name: 'deceased', label: words.field('deceased'), type: 'boolean' },
];
