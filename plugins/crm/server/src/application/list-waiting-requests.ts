import { decidersOf } from '../../../core/close-request/deciders';
import type { WaitingReply } from '../../../core/close-request/replies';
import type { Ref } from '../../../core/kernel/values';
import { loadWaitingRequests } from '../facts/close-requests';
import { loadDeciders } from '../facts/role-holders';
import { reading } from '../store/transaction';
import type { Request } from './context';

const shown = ({ documentId, label }: Ref) => ({ documentId, label });

/**
 * Every request that waits, with who can decide on it as things are now (R16). One that nobody can decide
 * on says so (X43): an administrator has to name somebody.
 */
export const listWaitingRequests = ({ strapi, actor }: Request): Promise<WaitingReply[]> =>
  reading(strapi, async (tx) => {
    const facts = await loadDeciders(tx);
    const requests = await loadWaitingRequests(tx);
    return requests.map(({ documentId, lead, requester, form, askedAt }) => {
      const deciders = requester === null ? facts.managers : decidersOf(requester, facts);
      return {
        documentId,
        lead: shown(lead),
        requester: requester === null ? null : shown(requester),
        askedAt,
        form,
        deciders: deciders.map(shown),
        mayDecide: actor.kind === 'system' || deciders.some(({ id }) => id === actor.member?.id),
        mayWithdraw: actor.member !== null && actor.member.id === requester?.id,
        stuck: deciders.length === 0,
      };
    });
  });
