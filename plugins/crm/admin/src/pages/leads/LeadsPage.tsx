import { Flex } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import { useCrmLeadsQuery } from '../../api/list-api';
import { useMay } from '../../may';
import { isNarrowed } from '../../parts/list-query';
import { ListPage } from '../../parts/ListPage';
import { useWords } from '../../words';
import { BulkBar } from './bulk/BulkBar';
import { BulkDialog, type BulkWork } from './bulk/BulkDialog';
import { CreateRecord } from './CreateRecord';
import { ExportButton } from './ExportButton';
import { askedFor, everythingOf, viewOf, type LeadQuery } from './lead-query';
import { LeadTable } from './LeadTable';
import { LeadTools } from './LeadTools';
import { SavedViews } from './SavedViews';
import { useColumns } from './use-columns';
import { useTicked } from './use-ticked';
import { ViewSwitch } from './ViewSwitch';

/** Every lead, by the ready-made views of R27, one's own filters and search. */
export function LeadsPage() {
  const words = useWords();
  const may = useMay();
  const [{ query }] = useQueryParams<LeadQuery>();
  const asked = useMemo(() => askedFor(query), [query]);
  const { data, error, isFetching } = useCrmLeadsQuery(asked, { refetchOnMountOrArgChange: true });
  const columns = useColumns();
  const [ticked, tick] = useTicked(asked);
  const [work, setWork] = useState<BulkWork>();
  return (
    <>
      <ListPage
        title={words.say('crm.nav.leads')}
        count={(count) => words.say('crm.leads.count', { count })}
        listed={data}
        failure={error}
        empty={words.say(isNarrowed(query) ? 'crm.leads.noMatch' : 'crm.leads.empty')}
        action={
          <Flex gap={2} wrap="wrap">
            {may('lead.export') ? <ExportButton query={query} columns={columns.shown} /> : null}
            <CreateRecord record="lead" />
          </Flex>
        }
        startActions={
          <LeadTools>
            <SavedViews columns={columns.shown.map(({ name }) => name)} />
          </LeadTools>
        }
        endActions={columns.picker}
        bottomActions={<ViewSwitch chosen={viewOf(query)} />}
      >
        {ticked.length === 0 ? null : (
          <BulkBar
            selected={ticked}
            total={data?.total ?? 0}
            everything={everythingOf(query)}
            onChoose={setWork}
          />
        )}
        <LeadTable
          rows={data?.rows ?? []}
          columns={columns.shown}
          isLoading={isFetching}
          ticked={ticked}
          onTick={tick}
        />
      </ListPage>
      {/* Beside the list: it has to tell what it did to the last lead of it. */}
      <BulkDialog
        work={work}
        onClose={(started) => {
          setWork(undefined);
          if (started) tick([]);
        }}
      />
    </>
  );
}
