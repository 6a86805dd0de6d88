import { useNotification } from '@strapi/strapi/admin';
import { useWords } from '../words';

export type Reply = { data: unknown } | { error: unknown };

export const hasFailed = (reply: Reply): reply is { error: unknown } =>
  'error' in reply && reply.error !== undefined;

/** Says how a save went: the sentence if it did, the reason if it was refused. */
export function useTold(): (reply: Reply, sentence: string) => boolean {
  const words = useWords();
  const { toggleNotification } = useNotification();
  return (reply, sentence) => {
    toggleNotification(
      hasFailed(reply)
        ? { type: 'danger', message: words.refusal(reply.error) }
        : { type: 'success', message: sentence },
    );
    return !hasFailed(reply);
  };
}
