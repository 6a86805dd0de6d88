import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useWords } from '../words';

/** Saves as a file what the server answers; asked for with the session, which a link would not have. */
export function useDownload() {
  const words = useWords();
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isSaving, setSaving] = useState(false);
  return {
    isSaving,
    save: async (url: string, params: object, name: string): Promise<void> => {
      setSaving(true);
      try {
        const { data } = await get<Blob>(url, { params, responseType: 'blob' });
        offer(data, name);
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
