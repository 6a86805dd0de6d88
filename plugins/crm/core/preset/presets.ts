import type { z } from 'zod';
import type { settingsChange } from '../kernel/settings';

/** How leads move, for every pipeline of leads (R18, R19). */
export interface PipelineRules {
  readonly forwardOnly: boolean;
  readonly nextOnly: boolean;
  readonly allowReopen: boolean;
}

interface Preset {
  readonly key: string;
  readonly settings: z.input<typeof settingsChange>;
  readonly pipelines: PipelineRules;
  /** The key of the pipeline where new leads begin. */
  readonly begins: string;
}

const SHIPPED = {
  cascade: {
    protectSharedContacts: 'always',
    protectStaffAndCompanies: true,
    protectOpenOpportunities: false,
  },
  closeLost: { policy: 'by-role' },
} as const;

/**
 * Ways of working to begin with, after the five systems whose behaviours these are. Each is a set of
 * settings and nothing more: whatever it sets can be changed afterwards, one by one.
 */
export const PRESETS = [
  {
    // Everything that ships, with the defaults it ships with.
    key: 'all',
    settings: SHIPPED,
    pipelines: { forwardOnly: true, nextOnly: false, allowReopen: false },
    begins: 'sales',
  },
  {
    // L2 to L7: closing as lost may need a manager's yes; progress is no line (L30).
    key: 'autoplay',
    settings: { ...SHIPPED, closeLost: { policy: 'by-role' } },
    pipelines: { forwardOnly: false, nextOnly: false, allowReopen: true },
    begins: 'sales',
  },
  {
    // S1 to S18: states change through actions only, and final is final.
    key: 'simpleone',
    settings: { ...SHIPPED, closeLost: { policy: 'deny' } },
    pipelines: { forwardOnly: true, nextOnly: true, allowReopen: false },
    begins: 'sales',
  },
  {
    // E1 to E17: qualification is a task of its own, begun by the stage.
    key: 'elma',
    settings: { ...SHIPPED, closeLost: { policy: 'allow' } },
    pipelines: { forwardOnly: true, nextOnly: false, allowReopen: false },
    begins: 'inbound',
  },
  {
    // A1 to A14: a score closes a lead, and takes its primaries along whatever else they are on.
    key: 'aline',
    settings: {
      cascade: {
        protectSharedContacts: 'manual-only',
        protectStaffAndCompanies: false,
        protectOpenOpportunities: false,
      },
      closeLost: { policy: 'allow' },
    },
    pipelines: { forwardOnly: false, nextOnly: false, allowReopen: true },
    begins: 'sales',
  },
] as const satisfies readonly Preset[];
