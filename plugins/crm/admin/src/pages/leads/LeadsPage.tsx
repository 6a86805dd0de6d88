import { LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, Pagination, useQueryParams } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { useCrmLeadsQuery } from '../../api/list-api';
import { useMayOn } from '../../may';
import { listPathOf } from '../../records';
import { useWords } from '../../words';
import { askedFor, everythingOf, isNarrowed, viewOf, type LeadQuery } from './lead-query';
import { LeadTable } from './LeadTable';
import { LeadTools } from './LeadTools';
import { SavedViews } from './SavedViews';
import { useColumns } from './use-columns';
import { ViewSwitch } from './ViewSwitch';

/** Every lead, by the ready-made views of R27, one's own filters and search. */
export function LeadsPage() {
  const words = useWords();
  const mayOn = useMayOn();
  const [{ query }] = useQueryParams<LeadQuery>();
  // One moment for the whole visit: a view that moved with every render would ask without end.
  const [now] = useState(() => new Date());
  const asked = useMemo(() => askedFor(query, now), [query, now]);
  const { data, error, isFetching } = useCrmLeadsQuery(asked, { refetchOnMountOrArgChange: true });
  const columns = useColumns();
  return (
    <Page.Main>
      <Page.Title>{words.say('crm.nav.leads')}</Page.Title>
      <Layouts.Header
        title={words.say('crm.nav.leads')}
        subtitle={
          data === undefined
            ? words.say('crm.loading')
            : words.say('crm.leads.count', { count: data.total })
        }
        primaryAction={
          mayOn('create', 'lead') ? (
            <LinkButton tag={Link} to={`${listPathOf('lead')}/create`} startIcon={<Plus />}>
              {words.say('crm.leads.create')}
            </LinkButton>
          ) : undefined
        }
      />
      <Layouts.Action
        startActions={
          <LeadTools>
            <SavedViews
              columns={columns.shown.map(({ name }) => name)}
              onColumns={columns.choose}
            />
          </LeadTools>
        }
        endActions={columns.picker}
        bottomActions={<ViewSwitch chosen={viewOf(query)} />}
      />
      <Layouts.Content>
        {error === undefined ? (
          <>
            <LeadTable
              rows={data?.rows ?? []}
              total={data?.total ?? 0}
              columns={columns.shown}
              isLoading={isFetching}
              everything={everythingOf(query)}
              isNarrowed={isNarrowed(query)}
            />
            <Pagination.Root
              pageCount={data?.pageCount ?? 0}
              total={data?.total ?? 0}
              defaultPageSize={20}
            >
              <Pagination.PageSize />
              <Pagination.Links />
            </Pagination.Root>
          </>
        ) : (
          <Page.Error content={words.refusal(error)} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
