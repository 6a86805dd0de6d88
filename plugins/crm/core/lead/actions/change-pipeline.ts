import { z } from 'zod';
import { pipeline } from '../../kernel/fields';
import { refuseField } from '../../kernel/refusals';
import { firstStage } from '../../pipeline/model';
import { leadAction } from '../action';
import { OPEN_STATES } from '../model';
import { MOVED, moveTo } from '../rules/moving';

/** E18, X59: to another pipeline, into its first stage of the same state; names of stages are free. */
export const changePipeline = leadAction({
  key: 'change-pipeline',
  words: { label: 'Change pipeline', done: 'moved the lead to another pipeline' },
  grant: 'change-stage',
  from: OPEN_STATES,
  input: z.strictObject({ pipeline: pipeline('Pipeline', 'lead') }),
  needs: ['pipelines'],
  reads: MOVED,
  whenInactive: false,
  bulk: true,

  decide(context, { pipeline: named }) {
    const { lead, facts } = context;
    const found = facts.pipelines.find(({ documentId }) => documentId === named);
    if (found === undefined) return refuseField('pipeline', 'There is no such pipeline.');
    if (found.kind !== 'lead') {
      return refuseField('pipeline', `"${found.label}" is a pipeline for opportunities.`);
    }
    if (found.id === lead.pipeline?.id) return { access: 'change-stage', set: [] };
    const stage = firstStage(found, lead.state);
    if (stage === undefined) {
      return refuseField(
        'pipeline',
        `"${found.label}" has no stage for leads that are ${lead.state}.`,
      );
    }
    return {
      access: 'change-stage',
      set: [
        { field: 'pipeline', after: found, rule: 'E18' },
        ...moveTo(lead, stage, context, 'X59'),
      ],
    };
  },
});
