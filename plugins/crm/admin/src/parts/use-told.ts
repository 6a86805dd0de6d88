import { useNotification } from '@strapi/strapi/admin';
import { useWords } from '../words';

type Reply = { data: unknown } | { error: unknown };

/** Says how a save went: the sentence if it did, the reason if it was refused. */
export function useTold(): (reply: Reply, sentence: string) => boolean {
  const words = useWords();
  const { toggleNotification } = useNotification();
  return (reply, sentence) => {
    const failed = 'error' in reply && reply.error !== undefined;
    toggleNotification(
      failed
        ? { type: 'danger', message: words.refusal(reply.error) }
        : { type: 'success', message: sentence },
    );
    return !failed;
  };
}
