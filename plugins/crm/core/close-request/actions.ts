import { z } from 'zod';
import { type Actor } from '../kernel/actor';
import { longText, mergeIds, namedIds } from '../kernel/fields';
import { isRefusal, refuse, type Refusal } from '../kernel/refusals';
import type { Ref } from '../kernel/values';
import { leadAction, type LeadAction, type LeadContext, type LeadDecision } from '../lead/action';
import { closeLost, type CloseLostContext } from '../lead/actions/close-lost';
import type { LeadNeed } from '../lead/facts';
import { OPEN_STATES, type LeadFact } from '../lead/model';
import { CLOSING_NEEDS } from '../lead/rules/closing-form';
import { lossForm, lossOf, type LossInput } from '../lead/rules/loss';
import { findStage } from '../pipeline/model';
import { decidersOf, type DeciderFacts } from './deciders';
import type { CLOSE_REQUEST_STATUSES } from './model';
import { regimeOf } from './policy';
import { settledRequest } from './request';

/** A request as the rules see it. */
export interface RequestFact extends Ref {
  readonly leadId: number;
  readonly requester: Ref | null;
  /** The roles of its requester as they are today: what the form has to hold is theirs (L20). */
  readonly requesterRoles: readonly string[];
  readonly form: Readonly<Record<string, unknown>>;
  readonly status: (typeof CLOSE_REQUEST_STATUSES)[number];
}

/** What is done with requests: an action of their leads, made for them, as each brings a form of its own. */
export type RequestDeed = (requests: readonly RequestFact[]) => LeadAction;

export const decisionForm = z.strictObject({ note: longText('Note') });

const byLead = (requests: readonly RequestFact[]) =>
  new Map(requests.map((request) => [request.leadId, request]));

/** A lead is only ever here for its request. */
const requestOf = (requests: ReadonlyMap<number, RequestFact>, lead: LeadFact): RequestFact => {
  const request = requests.get(lead.id);
  if (request === undefined) throw new Error(`No request was read for the lead ${lead.id}.`);
  return request;
};

/** R16, X46: the same close-lost with the form as it was filled in, judged again as things are now. */
export const approveRequests: RequestDeed = (requests) => {
  const asked = byLead(requests);
  return leadAction({
    key: 'approve-close-request',
    words: { label: 'Approve', done: 'approved closing the lead as lost' },
    grant: 'close-lost',
    from: OPEN_STATES,
    input: decisionForm,
    needs: [...CLOSING_NEEDS, 'eventTypes', 'deciders'],
    named: () => mergeIds(requests.map(({ form }) => namedIds(lossForm, form))),
    whenInactive: false,
    bulk: true,
    // Who decides shows with the request and the people of today, in `decide`.
    access: () => null,

    decide(context, { note = '' }) {
      const request = requestOf(asked, context.lead);
      const refusal = mayDecide(context.actor, request, context.facts.deciders);
      if (refusal !== null) return refusal;
      const loss = lossAskedFor(context, request);
      if (isRefusal(loss)) return loss;
      const settled = settle(context, request, 'approved', note);
      return {
        ...loss,
        regime: regimeOf(context.policy, 'by approval'),
        set: [...loss.set, ...settled.set],
        changes: [...(settled.changes ?? []), ...(loss.changes ?? [])],
        tells: [...(loss.tells ?? []), ...tellRequester(request, 'approved', note)],
      };
    },
  });
};

function lossAskedFor(
  context: CloseLostContext,
  { form, requesterRoles }: RequestFact,
): LeadDecision | Refusal {
  const { stage, ...filled } = form;
  const input = closeLost.parse(filled);
  if (isRefusal(input)) return input;
  const chosen =
    typeof stage === 'string' ? findStage(context.facts.pipelines, stage)?.stage : undefined;
  // `parse` has made this from the form of close-lost.
  return lossOf(context, input as LossInput, { roles: requesterRoles, chosen });
}

interface Settling<Need extends LeadNeed> extends Pick<LeadAction, 'key' | 'words'> {
  readonly status: 'declined' | 'withdrawn';
  readonly needs: readonly Need[];
  readonly may: (context: LeadContext<Need>, request: RequestFact) => Refusal | null;
}

/** The request is over, and the lead stays open: it may be asked about again. */
const settling =
  <Need extends LeadNeed>({ key, words, status, needs, may }: Settling<Need>): RequestDeed =>
  (requests) => {
    const asked = byLead(requests);
    return leadAction({
      key,
      words,
      grant: 'close-lost',
      input: decisionForm,
      needs,
      whenInactive: true,
      bulk: true,
      access: () => null,

      decide(context, { note = '' }) {
        const request = requestOf(asked, context.lead);
        return (
          may(context, request) ?? {
            ...settle(context, request, status, note),
            // Whoever withdraws it knows.
            tells: status === 'declined' ? tellRequester(request, status, note) : [],
          }
        );
      },
    });
  };

/** R16: by who decides. */
export const declineRequests = settling({
  key: 'decline-close-request',
  words: { label: 'Decline', done: 'declined closing the lead as lost' },
  status: 'declined',
  needs: ['deciders'],
  may: ({ actor, facts }, request) => mayDecide(actor, request, facts.deciders),
});

/** X43: who asked may take it back, whoever could decide. */
export const withdrawRequests = settling({
  key: 'withdraw-close-request',
  words: { label: 'Withdraw', done: 'withdrew the request to close the lead as lost' },
  status: 'withdrawn',
  needs: [],
  may({ actor }, { requester }) {
    const isTheirs = actor.member !== null && actor.member.id === requester?.id;
    return actor.kind === 'system' || isTheirs
      ? null
      : onlyFor(`Only ${requester?.label ?? 'who asked'} can withdraw this request.`);
  },
});

function settle(
  { lead, actor, now }: LeadContext,
  request: RequestFact,
  status: 'approved' | 'declined' | 'withdrawn',
  note: string,
): LeadDecision {
  return {
    access: 'close-lost',
    set: [{ field: 'pendingCloseRequest', after: null, rule: 'R16' }],
    changes: settledRequest(request, {
      leadId: lead.id,
      status,
      decider: actor.member,
      note: note === '' ? null : note,
      now,
    }),
  };
}

/** R16, X43, X44: may this actor decide, as things are now? Never on a request of their own; no token ever. */
export function mayDecide(
  actor: Actor,
  { requester }: Pick<RequestFact, 'requester'>,
  facts: DeciderFacts,
): Refusal | null {
  if (actor.kind === 'system') return null;
  const deciders = requester === null ? facts.managers : decidersOf(requester, facts);
  if (actor.member !== null && deciders.some(({ id }) => id === actor.member?.id)) return null;
  const others = deciders.map(({ label }) => label).join(' or ');
  if (others === '') {
    return onlyFor(
      'Nobody can decide on this request: the team has no active manager or administrator beside who asked. An administrator has to name one; who asked may withdraw it.',
    );
  }
  return onlyFor(
    actor.member !== null && actor.member.id === requester?.id
      ? `Nobody decides on their own request. ${others} can, or you withdraw it.`
      : `Only ${others} can decide on this request.`,
  );
}

const onlyFor = (because: string): Refusal =>
  refuse('access.owner', { grant: 'close-lost', because });

const tellRequester = (
  { requester }: RequestFact,
  outcome: 'approved' | 'declined',
  note: string,
): NonNullable<LeadDecision['tells']> =>
  requester === null
    ? []
    : [
        {
          kind: `close-request.${outcome}`,
          to: [{ member: requester }],
          ...(note === '' ? {} : { note }),
        },
      ];
