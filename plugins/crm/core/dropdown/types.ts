/**
 * The dropdown types, their fixed master types, and the values that ship (design.md, section 7).
 * Names are the customer's, master types are ours: rules read the master type, people read the name (A9).
 */
interface DropdownTypeDefinition {
  readonly key: string;
  readonly label: string;
  readonly masterTypes: readonly string[];
  /** Master types that close a lead when a score or status code carries them (A8, R4). */
  readonly closing?: readonly string[];
  /** label and master type; a missing list means one value per master type, named alike. */
  readonly values?: readonly (readonly [label: string, masterType: string])[];
}

const CLOSING = ['lost-lead', 'unqualified', 'death'] as const;

export const DROPDOWN_TYPES = [
  {
    key: 'lead-score',
    label: 'Lead score',
    masterTypes: ['hot', 'warm', 'cold', ...CLOSING],
    closing: CLOSING,
    values: [
      ['Hot', 'hot'],
      ['Warm', 'warm'],
      ['Cold', 'cold'],
      ['Lost', 'lost-lead'],
      ['Unqualified', 'unqualified'],
      ['Deceased', 'death'],
    ],
  },
  {
    key: 'status-code',
    label: 'Status code',
    masterTypes: ['inquiry', 'tour', 'deposit', 'move-in', ...CLOSING],
    closing: CLOSING,
  },
  {
    key: 'lost-reason',
    label: 'Lost reason',
    masterTypes: ['price', 'timing', 'competitor', 'no-answer', 'other'],
    values: [
      ['Financial', 'price'],
      ['Bought elsewhere', 'competitor'],
      ['Not ready', 'timing'],
      ['No response', 'no-answer'],
      ['Other', 'other'],
    ],
  },
  {
    key: 'disqualification-code',
    label: 'Disqualification code',
    masterTypes: ['non-target', 'demand-not-generated', 'non-commercial', 'unreachable'],
    values: [
      ['Non-target client', 'non-target'],
      ['Demand is not generated', 'demand-not-generated'],
      ['Non-commercial interest', 'non-commercial'],
      ['Impossible to contact', 'unreachable'],
    ],
  },
  {
    key: 'relationship-type',
    label: 'Relationship type',
    masterTypes: ['self', 'spouse', 'child', 'sibling', 'friend', 'professional', 'other'],
  },
  {
    key: 'channel',
    label: 'Channel',
    masterTypes: ['general'],
    values: [
      ['Website', 'general'],
      ['E-mail', 'general'],
      ['Phone call', 'general'],
      ['Chat', 'general'],
      ['Social media', 'general'],
      ['Referral', 'general'],
      ['Event', 'general'],
      ['Partner', 'general'],
      ['Self-generated', 'general'],
    ],
  },
  {
    key: 'selling-direction',
    label: 'Selling direction',
    masterTypes: ['general'],
    values: [
      ['Products', 'general'],
      ['Services', 'general'],
    ],
  },
  {
    key: 'event-type',
    label: 'Event type',
    masterTypes: [
      'call',
      'meeting',
      'tour',
      'delivery',
      'follow-up',
      'closed-lost-follow-up',
      'post-sale-follow-up',
    ],
    values: [
      ['Call', 'call'],
      ['Meeting', 'meeting'],
      ['Tour', 'tour'],
      ['Delivery', 'delivery'],
      ['Follow-up', 'follow-up'],
      ['Closed Lost Lead Follow Up', 'closed-lost-follow-up'],
      ['Post sale follow up', 'post-sale-follow-up'],
    ],
  },
] as const satisfies readonly DropdownTypeDefinition[];

export type DropdownTypeKey = (typeof DROPDOWN_TYPES)[number]['key'];
export type MasterTypeKey = (typeof DROPDOWN_TYPES)[number]['masterTypes'][number];
export type ClosingKind = (typeof CLOSING)[number];

/** R3, R4: which kind a lead closes by when several fields close it. Death outranks loss. */
export const CLOSING_KINDS = [
  'death',
  'lost-lead',
  'unqualified',
] as const satisfies readonly ClosingKind[];

export const isClosing = (kind: MasterTypeKey | null): kind is ClosingKind =>
  kind !== null && (CLOSING as readonly string[]).includes(kind);

/** `closed-lost-follow-up` → `Closed lost follow up`: the label of a value named after its master type. */
export function labelOf(key: string): string {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `Demand is not generated` → `demand-is-not-generated`: the key a value gets when none is given. */
export const keyOf = (label: string): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** The first values of a type, in order. */
export const firstValues = (
  type: DropdownTypeDefinition,
): readonly { key: string; label: string; masterType: string }[] =>
  type.values?.map(([label, masterType]) => ({ key: keyOf(label), label, masterType })) ??
  type.masterTypes.map((key) => ({ key, label: labelOf(key), masterType: key }));
