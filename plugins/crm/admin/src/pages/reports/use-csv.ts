import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { reportUrl, type ReportAsked } from '../../api/report-api';
import { useWords } from '../../words';

/** The same rows for a spreadsheet, saved as a file. */
export function useCsv({ report, ...params }: ReportAsked) {
  const words = useWords();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isSaving, setSaving] = useState(false);
  return {
    isSaving,
    async save() {
      setSaving(true);
      try {
        const { data } = await get<Blob>(reportUrl(report), {
          params: { ...params, format: 'csv' },
          responseType: 'blob',
        });
        offer(data, `${report}.csv`);
      } catch (error) {
        toggleNotification({ type: 'danger', message: words.refusal(error) });
      } finally {
        setSaving(false);
      }
    },
  };
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
