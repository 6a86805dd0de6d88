import { z } from 'zod';
import { regimeOf } from '../../close-request/policy';
import type { ClosingKind, MasterTypeKey } from '../../dropdown/types';
import { isClosing } from '../../dropdown/types';
import type { Setting } from '../../kernel/action';
import type { GrantKey } from '../../kernel/actor';
import { dropdownValue } from '../../kernel/fields';
import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { sameValue } from '../../kernel/values';
import { leadAction, mayOnLead, type LeadContext, type LeadDecision } from '../action';
import {
  isFinal,
  SCORE_FIELDS,
  type DropdownValueFact,
  type LeadFact,
  type ScoreField,
} from '../model';
import { closingKind, standing } from '../rules/closing';
import { cancelFollowUps } from '../rules/settle-events';
import { tellsOfLoss } from '../rules/telling';

const TYPE_OF_FIELD = {
  leadScore: 'lead-score',
  statusCode: 'status-code',
  lostReason: 'lost-reason',
} as const satisfies Record<ScoreField, string>;

/** R9: closing by score needs the access of the equal deed. */
const ACCESS_OF_KIND: Record<ClosingKind, GrantKey> = {
  'lost-lead': 'close-lost',
  unqualified: 'disqualify',
  death: 'deactivate',
};

type Chosen = Partial<Record<ScoreField, DropdownValueFact | null>>;

/** A6, A8: records score, status code and loss reason; a closing master type closes the lead. */
export const score = leadAction({
  key: 'score',
  words: { label: 'Score', done: 'scored the lead' },
  grant: 'edit',
  reads: ['closedBy', ...SCORE_FIELDS],
  input: z
    .strictObject({
      leadScore: dropdownValue('lead-score', 'Lead score'),
      statusCode: dropdownValue('status-code', 'Status code'),
      lostReason: dropdownValue('lost-reason', 'Lost reason'),
    })
    .refine((input) => SCORE_FIELDS.some((field) => input[field] !== undefined), {
      message: 'Give at least one of leadScore, statusCode and lostReason.',
    }),
  // R30: only a death looks at what is planned.
  further: ({ input, values }) =>
    [input['leadScore'], input['statusCode']].some(
      (named) => typeof named === 'string' && values.get(named)?.masterType === 'death',
    )
      ? ['events']
      : [],
  whenInactive: true,
  bulk: true,

  decide(context, input) {
    const chosen = chooseValues(context, input);
    if (isRefusal(chosen)) return chosen;
    const kinds = {
      leadScore: kindAfter(chosen.leadScore, context.lead.leadScoreKind),
      statusCode: kindAfter(chosen.statusCode, context.lead.statusCodeKind),
    };
    const access = accessFor(context.lead, kinds);
    for (const grant of access) {
      const refusal = mayOnLead(context, grant);
      if (refusal !== null) return refusal;
    }
    const decision = decisionFor(context, chosen, kinds, access.at(-1) ?? 'edit');
    return access.includes('close-lost')
      ? { ...decision, regime: regimeOf(context.policy, 'at once') }
      : decision;
  },
});

/** Looks the named values up: they exist, have the field's type, and are not retired (R31, X20). */
function chooseValues(
  { lead, values }: LeadContext,
  input: Partial<Record<ScoreField, string | null | undefined>>,
): Chosen | Refusal {
  const chosen: Chosen = {};
  for (const field of SCORE_FIELDS) {
    const named = input[field];
    if (named === undefined) continue;
    if (named === null) {
      chosen[field] = null;
      continue;
    }
    const value = values.get(named);
    if (value === undefined) return refuseField(field, 'There is no such dropdown value.');
    const expected = TYPE_OF_FIELD[field];
    if (value.type !== expected) {
      return refuse('dropdown.wrong-type', { field, label: value.label, expected });
    }
    if (!value.active && lead[field]?.id !== value.id) {
      return refuse('dropdown.retired', { field, label: value.label });
    }
    chosen[field] = value;
  }
  return chosen;
}

const kindAfter = (
  chosen: DropdownValueFact | null | undefined,
  before: MasterTypeKey | null,
): MasterTypeKey | null => (chosen === undefined ? before : (chosen?.masterType ?? null));

type Kinds = { leadScore: MasterTypeKey | null; statusCode: MasterTypeKey | null };

/** R9, X18: what scoring from here to there has to be allowed to do; never empty. */
function accessFor(lead: LeadFact, kinds: Kinds): GrantKey[] {
  const fresh = [
    kinds.leadScore === lead.leadScoreKind ? null : kinds.leadScore,
    kinds.statusCode === lead.statusCodeKind ? null : kinds.statusCode,
  ].filter(isClosing);
  if (fresh.length > 0) return [...new Set(fresh.map((kind) => ACCESS_OF_KIND[kind]))];
  const wasClosed = closingKind(lead.leadScoreKind, lead.statusCodeKind) !== null;
  const isClosed = closingKind(kinds.leadScore, kinds.statusCode) !== null;
  return [wasClosed && !isClosed ? 'reopen' : 'edit'];
}

function decisionFor(
  context: LeadContext<'events'>,
  chosen: Chosen,
  kinds: Kinds,
  access: GrantKey,
): LeadDecision {
  const { lead, actor, now } = context;
  const before = closingKind(lead.leadScoreKind, lead.statusCodeKind);
  const after = closingKind(kinds.leadScore, kinds.statusCode);
  const set = [
    ...chosenSettings(lead, chosen, kinds),
    ...standingSettings(lead, kinds, actor, now),
  ];
  const kept = before !== null && after === null ? reopenedByScore(lead) : [];
  const died = after === 'death' && before !== 'death';
  // X17: from one closing value to another there is no second cascade; a death still has to be noted.
  const closes = after !== null && before === null;
  if (!closes && !died) return { access, set, kept };
  return {
    access,
    set: closes && lead.active ? [...set, { field: 'active', after: false, rule: 'R5' }] : set,
    kept,
    ...(died ? { changes: cancelFollowUps(context) } : {}),
    cascade: {
      scope: closes ? 'primaries' : 'nobody',
      reason: 'lost-lead',
      death: died,
    },
    ...(closes && after === 'lost-lead' && !isFinal(lead.state)
      ? { tells: tellsOfLoss(lead, (chosen.lostReason ?? lead.lostReason)?.label) }
      : {}),
  };
}

function chosenSettings(lead: LeadFact, chosen: Chosen, kinds: Kinds): Setting[] {
  const settings: Setting[] = [];
  for (const field of SCORE_FIELDS) {
    const value = chosen[field];
    if (value === undefined) continue;
    const after =
      value === null ? null : { id: value.id, documentId: value.documentId, label: value.label };
    if (!sameValue(lead[field], after)) settings.push({ field, after, rule: 'A6' });
  }
  if (kinds.leadScore !== lead.leadScoreKind) {
    settings.push({ field: 'leadScoreKind', after: kinds.leadScore, rule: 'A9' });
  }
  if (kinds.statusCode !== lead.statusCodeKind) {
    settings.push({ field: 'statusCodeKind', after: kinds.statusCode, rule: 'A9' });
  }
  return settings;
}

/** R3: status, outcome and the closing time follow from state and master types. */
function standingSettings(
  lead: LeadFact,
  kinds: Kinds,
  actor: LeadContext['actor'],
  now: Date,
): Setting[] {
  const { status, outcome } = standing(lead.state, kinds.leadScore, kinds.statusCode);
  const settings: Setting[] = [];
  if (outcome !== lead.outcome) settings.push({ field: 'outcome', after: outcome, rule: 'R3' });
  if (status === lead.status) return settings;
  const closes = status === 'closed';
  return [
    { field: 'status', after: status, rule: 'R3' },
    ...settings,
    { field: 'closedAt', after: closes ? now.toISOString() : null, rule: 'R3' },
    { field: 'closedBy', after: closes ? actor.member : null, rule: 'R3' },
  ];
}

/** X18: a better score opens the lead again; who went out with the closing comes back by activating. */
const reopenedByScore = (lead: LeadFact): { rule: string; because: string }[] =>
  lead.active
    ? []
    : [
        {
          rule: 'X18',
          because:
            'The lead stays inactive, and so do the contacts that its closing made inactive. Activate it, or undo the closing, to bring them back.',
        },
      ];
