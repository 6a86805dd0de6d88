import { z } from 'zod';
import { isClosing } from '../../dropdown/types';
import type { Setting } from '../../kernel/action';
import { flag, reason, stage } from '../../kernel/fields';
import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { findStage, type PipelineFact, type StageFact } from '../../pipeline/model';
import { leadAction } from '../action';
import { isFinal, type LeadFact } from '../model';
import { moveTo, placeOf } from '../rules/moving';

/** R19, E16, E17: takes a closing back into an earlier stage, where an administrator allowed it. */
export const reopen = leadAction({
  key: 'reopen',
  words: { label: 'Reopen', done: 'reopened the lead' },
  grant: 'reopen',
  input: z.strictObject({
    stage: stage('Stage'),
    reason: reason('Reason'),
    restoreContacts: flag('Set active again the contacts that its closing made inactive', true),
  }),
  needs: ['pipelines'],
  whenInactive: false,
  bulk: true,

  hindrance: (lead, pipelines) => isOpen(lead) ?? staysFinal(lead, pipelines),

  decide(context, { stage: named, restoreContacts }) {
    const { lead, facts } = context;
    const to = isOpen(lead) ?? stageToReopen(facts.pipelines, lead, named);
    if (isRefusal(to)) return to;
    return {
      access: 'reopen',
      // What the loss was stays in the history, and in what is reported of its time (X67).
      set: [
        ...moveTo(unscored(lead), to, context, 'R19'),
        ...emptied(lead),
        ...ownerless(lead, to),
      ],
      kept: ownerGone(lead, to),
      restore: restoreContacts,
    };
  },
});

function isOpen({ status }: LeadFact): Refusal | null {
  return status === 'open' ? refuse('lead.state', { because: 'This lead is open.' }) : null;
}

/** E16, E17: final is final, unless an administrator allowed it for the pipeline. */
function staysFinal(lead: LeadFact, pipelines: readonly PipelineFact[]): Refusal | null {
  const pipeline = pipelines.find(({ id }) => id === lead.pipeline?.id);
  return pipeline !== undefined && isFinal(lead.state) && !pipeline.allowReopen
    ? refuse('reopen.not-allowed', { pipeline: pipeline.label })
    : null;
}

/** An open stage of the lead's own pipeline that comes before where it closed (X67). */
function stageToReopen(
  pipelines: readonly PipelineFact[],
  lead: LeadFact,
  named: string,
): StageFact | Refusal {
  const place = placeOf(pipelines, lead);
  if (isRefusal(place)) return place;
  const refusal = staysFinal(lead, pipelines);
  if (refusal !== null) return refusal;
  const ended = isFinal(lead.state);
  const found = findStage(pipelines, named);
  if (found === undefined) return refuseField('stage', 'There is no such stage.');
  const { stage: to } = found;
  if (found.pipeline.id !== place.pipeline.id) {
    return refuseField('stage', `"${to.label}" belongs to the pipeline "${found.pipeline.label}".`);
  }
  // Every open stage comes before an end, wherever the board shows it (judgeMove). Closed by its score,
  // it may come back to the very stage it was lost from (R3).
  const earlier = ended || to.position <= place.stage.position;
  if (isFinal(to.state) || !earlier) {
    return refuseField('stage', `Choose a stage before "${place.stage.label}" that is not final.`);
  }
  if (to.state === 'assigned' && lead.owner === null) {
    return refuseField('stage', `"${to.label}" needs an owner, and this lead has none.`);
  }
  return to;
}

/** A score that closes would close it again at once (R3). */
const unscored = (lead: LeadFact): LeadFact => ({
  ...lead,
  leadScoreKind: isClosing(lead.leadScoreKind) ? null : lead.leadScoreKind,
  statusCodeKind: isClosing(lead.statusCodeKind) ? null : lead.statusCodeKind,
});

function emptied(lead: LeadFact): Setting[] {
  const score = isClosing(lead.leadScoreKind) ? ['leadScore', 'leadScoreKind'] : [];
  const code = isClosing(lead.statusCodeKind) ? ['statusCode', 'statusCodeKind'] : [];
  return [
    ...score,
    ...code,
    'lostReason',
    'disqualificationCode',
    'disqualificationReason',
    'closeNotes',
    'soldAt',
  ].map((field) => ({ field, after: null, rule: 'R19' }));
}

/** E1: New means that nobody works on it. */
export const ownerless = (lead: LeadFact, to: StageFact): Setting[] =>
  to.state === 'new' && lead.owner !== null ? [{ field: 'owner', after: null, rule: 'E1' }] : [];

const ownerGone = (lead: LeadFact, to: StageFact): { rule: string; because: string }[] =>
  to.state === 'assigned' && lead.owner !== null && !lead.ownerActive
    ? [
        {
          rule: 'X69',
          because: `The owner ${lead.owner.label} is inactive. Reassign the lead to somebody who can work on it.`,
        },
      ]
    : [];
