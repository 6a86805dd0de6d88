import { useCrmSaveMutation, type AnyRow } from '../api/dictionary-api';
import { useWords } from '../words';
import { fieldWords } from './field-words';
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

/**
 * How the dialogs of the settings save a record: they say so and close, or stay open with the reason.
 *
 * @param shown the fields that say themselves what is wrong with them
 */
export function useSaving(
  record: string,
  onSaved: (row: AnyRow) => void,
  shown: readonly string[] = [],
) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  const errors = fieldWords(words, error);
  const paths = Object.keys(errors);
  const isSaid = paths.length > 0 && paths.every((path) => shown.includes(path));
  return {
    isSaving: isLoading,
    failure: isSaid ? undefined : error,
    errors,
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
