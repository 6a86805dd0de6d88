import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useDownload } from '../../parts/use-download';
import { useWords } from '../../words';
import { columnsSaved, type Column } from './columns';
import { everythingOf, type LeadQuery } from './lead-query';

interface Props {
  readonly query: LeadQuery;
  readonly columns: readonly Column[];
}

/** All that the list holds, whatever page is shown, with the columns that it shows and in its order. */
export function ExportButton({ query, columns }: Props) {
  const words = useWords();
  const { isSaving, save } = useDownload();
  const params = {
    ...everythingOf(query),
    ...(query.sort === undefined ? {} : { sort: query.sort }),
    columns: columnsSaved(columns).join(','),
  };
  return (
    <Button
      variant="tertiary"
      startIcon={<Download />}
      loading={isSaving}
      onClick={() => void save('/crm/leads.csv', params, 'leads.csv')}
    >
      {words.say('crm.export')}
    </Button>
  );
}
