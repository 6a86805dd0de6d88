import type { LeadState } from '../lead/model';

interface StageDefinition {
  readonly name: string;
  readonly state: LeadState | 'open';
  readonly colour: string;
  /** E8: some final stages start hidden on the board. */
  readonly visible?: false;
  /** The key of the qualification process that a lead goes through here (E10). */
  readonly process?: 'built-in';
}

interface PipelineDefinition {
  readonly key: string;
  readonly name: string;
  readonly kind: 'lead' | 'opportunity';
  readonly isDefault: boolean;
  readonly stages: readonly StageDefinition[];
}

/** The pipelines that ship (design.md, section 7). */
export const PIPELINES: readonly PipelineDefinition[] = [
  {
    key: 'sales',
    name: 'Sales',
    kind: 'lead',
    isDefault: true,
    stages: [
      { name: 'New', state: 'new', colour: '#4945ff' },
      { name: 'Assigned', state: 'assigned', colour: '#0c75af' },
      { name: 'Qualified', state: 'qualified', colour: '#328048' },
      { name: 'Disqualified', state: 'disqualified', colour: '#666687', visible: false },
      { name: 'Dropped', state: 'dropped', colour: '#666687', visible: false },
      { name: 'Lost', state: 'lost', colour: '#b72b1a', visible: false },
      { name: 'Won', state: 'won', colour: '#2f6846' },
    ],
  },
  {
    key: 'inbound',
    name: 'Inbound',
    kind: 'lead',
    isDefault: false,
    stages: [
      { name: 'New', state: 'new', colour: '#4945ff' },
      { name: 'Processing', state: 'assigned', colour: '#0c75af' },
      { name: 'Qualified', state: 'qualified', colour: '#328048', process: 'built-in' },
      { name: 'Unqualified', state: 'disqualified', colour: '#666687', visible: false },
    ],
  },
  {
    key: 'opportunities',
    name: 'Opportunities',
    kind: 'opportunity',
    isDefault: true,
    stages: [
      { name: 'Discovery', state: 'open', colour: '#4945ff' },
      { name: 'Proposal', state: 'open', colour: '#0c75af' },
      { name: 'Negotiation', state: 'open', colour: '#9736e8' },
      { name: 'Won', state: 'won', colour: '#328048' },
      { name: 'Lost', state: 'lost', colour: '#b72b1a' },
    ],
  },
];
