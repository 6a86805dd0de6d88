import { useCrmSaveMutation, type AnyRow } from '../api/dictionary-api';
import { useTold } from './use-told';

interface Saved {
  /** Absent where a record is made. */
  readonly documentId: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** What is said afterwards. */
  readonly said: string;
  /** The lead that it is about, if it is. */
  readonly lead?: string | undefined;
}

/** How the dialogs of the settings save a record: they say so and close, or stay open with the reason. */
export function useSaving(record: string, onSaved: (row: AnyRow) => void) {
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  return {
    isSaving: isLoading,
    failure: error,
    save: async ({ documentId, data, said, lead }: Saved): Promise<void> => {
      const reply = await save({
        record,
        data,
        ...(documentId === undefined ? {} : { documentId }),
        ...(lead === undefined ? {} : { lead }),
      });
      if (told(reply, said) && 'data' in reply) onSaved(reply.data);
    },
  };
}
