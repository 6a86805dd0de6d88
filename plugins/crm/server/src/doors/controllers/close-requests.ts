import type { Core } from '@strapi/strapi';
import {
  approveRequests,
  declineRequests,
  withdrawRequests,
  type RequestDeed,
} from '../../../../core/close-request/actions';
import { decideInput, type DecidedReply } from '../../../../core/close-request/replies';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { listWaitingRequests } from '../../application/list-waiting-requests';
import { Refused } from '../../application/refused';
import { runOneRequest, runRequestDeed, type RequestOutcome } from '../../application/run-request';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { actionHandler, readBody, type Handler } from './actions';
import { answerOnce, isPreview } from './answer';

const DECISIONS = {
  approve: { deed: approveRequests, outcome: 'approved' },
  decline: { deed: declineRequests, outcome: 'declined' },
  withdraw: { deed: withdrawRequests, outcome: 'withdrawn' },
} as const;

const requestHandler = (strapi: Core.Strapi, deed: RequestDeed): Handler =>
  actionHandler(strapi, 'close-request', (request, { documentId, body, preview }) =>
    runOneRequest(request, { documentId, deed, input: body.data, preview }),
  );

/** R15, R16: what is done with a request to close a lead as lost. */
export const closeRequestController = (strapi: Core.Strapi): Record<string, Handler> => ({
  approve: requestHandler(strapi, approveRequests),
  decline: requestHandler(strapi, declineRequests),
  withdraw: requestHandler(strapi, withdrawRequests),

  /** X48: many at once, each with an answer of its own. */
  decide: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const asked = parseInput(decideInput, readBody(ctx, 'close-request').data);
        if (isRefusal(asked)) throw new Refused(asked);
        const { requests, decision, note } = asked;
        const { deed, outcome } = DECISIONS[decision];
        const preview = isPreview(ctx);
        const outcomes = await runRequestDeed(await currentRequest(strapi), {
          documentIds: [...new Set(requests)],
          deed,
          input: note === undefined ? {} : { note },
          preview,
        });
        return {
          status: 200,
          body: {
            data: outcomes.map((one) => replyDecided(one, outcome)),
            meta: preview ? { preview } : {},
          },
        };
      }),
    ),

  waiting: () =>
    answering(async () => {
      const data = await listWaitingRequests(await currentRequest(strapi));
      return { data, meta: { stuck: data.filter(({ stuck }) => stuck).length } };
    }),
});

function replyDecided(
  { documentId, result }: RequestOutcome,
  outcome: DecidedReply['outcome'],
): DecidedReply {
  if (!('refusal' in result)) return { documentId, outcome, refusal: null };
  const { code, message } = result.refusal;
  return { documentId, outcome: 'refused', refusal: { code, message } };
}
