import type { Settings } from '../../../../../core/kernel/settings';
import type { PRESETS } from '../../../../../core/preset/presets';
import type { PipelineRow } from '../../../api/replies';
import type { WordId } from '../../../words';

type Preset = (typeof PRESETS)[number];

/** One thing that a preset changes, in words, and what is written for it where that is a pipeline. */
export interface Step {
  readonly says: WordId;
  readonly values: { readonly what: string; readonly value: WordId };
  readonly pipeline?: {
    readonly documentId: string;
    readonly data: Readonly<Record<string, boolean>>;
  };
}

const yesOrNo = (value: boolean): WordId => (value ? 'crm.value.yes' : 'crm.value.no');

const FLAGS = ['forwardOnly', 'nextOnly', 'allowReopen'] as const;

/** What choosing it would change, as things are now: what is so already is left out. */
export function stepsTo(
  preset: Preset,
  settings: Settings,
  pipelines: readonly PipelineRow[],
): Step[] {
  return [...settingSteps(preset, settings), ...pipelineSteps(preset, pipelines)];
}

export const isInForce = (
  preset: Preset,
  settings: Settings,
  pipelines: readonly PipelineRow[],
): boolean => stepsTo(preset, settings, pipelines).length === 0;

function settingSteps({ settings: to }: Preset, { cascade, closeLost }: Settings): Step[] {
  const steps: Step[] = [];
  if (to.closeLost.policy !== closeLost.policy) {
    steps.push({
      says: 'crm.presets.policy',
      values: { what: '', value: `crm.rules.policy.${to.closeLost.policy}` },
    });
  }
  if (to.cascade.protectSharedContacts !== cascade.protectSharedContacts) {
    steps.push({
      says: 'crm.presets.shared',
      values: { what: '', value: `crm.rules.shared.${to.cascade.protectSharedContacts}` },
    });
  }
  if (to.cascade.protectStaffAndCompanies !== cascade.protectStaffAndCompanies) {
    steps.push({
      says: 'crm.presets.staff',
      values: { what: '', value: yesOrNo(to.cascade.protectStaffAndCompanies) },
    });
  }
  if (to.cascade.protectOpenOpportunities !== cascade.protectOpenOpportunities) {
    steps.push({
      says: 'crm.presets.opportunities',
      values: { what: '', value: yesOrNo(to.cascade.protectOpenOpportunities) },
    });
  }
  return steps;
}

function pipelineSteps({ pipelines: rules, begins }: Preset, pipelines: readonly PipelineRow[]) {
  const ofLeads = pipelines.filter(({ kind }) => kind === 'lead');
  const moves = ofLeads.flatMap((pipeline): Step[] =>
    FLAGS.filter((flag) => pipeline[flag] !== rules[flag]).map((flag) => ({
      says: `crm.presets.${flag}`,
      values: { what: pipeline.name, value: yesOrNo(rules[flag]) },
      pipeline: { documentId: pipeline.documentId, data: { [flag]: rules[flag] } },
    })),
  );
  const first = ofLeads.find(({ key }) => key === begins);
  return first === undefined || first.isDefault
    ? moves
    : [
        ...moves,
        {
          says: 'crm.presets.begins' as const,
          values: { what: first.name, value: 'crm.value.yes' as const },
          pipeline: { documentId: first.documentId, data: { isDefault: true } },
        },
      ];
}
