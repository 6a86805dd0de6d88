/** What one step of a qualification process may ask for. */
export const STEP_FIELD_TYPES = [
  'text',
  'long-text',
  'number',
  'amount',
  'date',
  'flag',
  'company',
  'qualification-type',
  'opportunity-pipeline',
  'selling-direction',
  'member',
] as const;
export type StepFieldType = (typeof STEP_FIELD_TYPES)[number];

export interface StepField {
  readonly key: string;
  readonly label: string;
  readonly type: StepFieldType;
  readonly required: boolean;
}

/** Who does a step: the lead's owner, the owner's manager, or one member by name. */
export type StepAssignee = 'owner' | 'manager' | { readonly member: string };

export interface ProcessStep {
  readonly title: string;
  readonly assignee: StepAssignee;
  readonly fields: readonly StepField[];
}

/** A process as a running task remembers it (R24). */
export interface ProcessSnapshot {
  readonly documentId: string;
  readonly name: string;
  readonly version: number;
  readonly steps: readonly ProcessStep[];
}

const asked = (key: string, label: string, type: StepFieldType, required = false): StepField => ({
  key,
  label,
  type,
  required,
});

/** E10, E11, E12: ships with the plugin; nobody changes it, everybody may copy it (E15). */
export const BUILT_IN_PROCESS = {
  key: 'built-in',
  name: 'Qualification',
  version: 1,
  steps: [
    {
      title: 'Request qualification data',
      assignee: 'owner',
      fields: [
        asked('company', 'Company', 'company', true),
        asked('type', 'Qualification type', 'qualification-type', true),
        asked('pipeline', 'Pipeline of the deal', 'opportunity-pipeline'),
        asked('name', 'Name', 'text'),
        asked('city', 'City', 'text'),
        asked('sellingDirection', 'Selling direction', 'selling-direction'),
        asked('estimatedRevenue', 'Estimated revenue', 'amount'),
        asked('estimatedCloseDate', 'Estimated close date', 'date'),
        asked('description', 'Description', 'long-text'),
      ],
    },
  ],
} as const satisfies {
  key: string;
  name: string;
  version: number;
  steps: readonly ProcessStep[];
};
