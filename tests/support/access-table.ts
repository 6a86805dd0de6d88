/**
 * Who may do what with a lead, as the design says it (sections 3 and 4; R13, S1 to S17): written out by
 * hand and not taken from core, so that a slip there shows here.
 */

export const WHO = [
  'admin',
  'manager',
  'sales',
  'marketeer',
  'editor',
  'portal',
  'token',
  'stranger',
] as const;
export type Who = (typeof WHO)[number];

/** Who speaks through the admin routes; contacts, tokens and strangers have no place there. */
export const PANEL_WHO = ['admin', 'manager', 'sales', 'marketeer', 'editor'] as const;

export type Standing =
  | 'new'
  | 'assigned'
  | 'qualified'
  | 'disqualified'
  | 'dropped'
  | 'won'
  | 'lost'
  // Assigned, and closed by its score (R3): the state is where it was lost from.
  | 'scored';
export const STANDINGS: readonly Standing[] = [
  'new',
  'assigned',
  'qualified',
  'disqualified',
  'dropped',
  'won',
  'lost',
  'scored',
];

export type Ownership = 'own' | 'another’s' | 'nobody’s';

type Reach = 'any' | 'own' | '–';
type Row = readonly [
  admin: Reach,
  manager: Reach,
  sales: Reach,
  marketeer: Reach,
  integration: Reach,
];

/** Section 3, "Default grants", line by line. */
const GRANTS = {
  assign: ['any', 'any', 'own', 'own', 'any'],
  reassign: ['any', 'any', 'own', 'own', 'any'],
  qualify: ['own', 'own', 'own', 'own', '–'],
  disqualify: ['own', 'own', 'own', 'own', '–'],
  'change-stage': ['any', 'any', 'own', 'own', '–'],
  // R15: by default anyone on staff.
  'close-lost': ['any', 'any', 'any', 'any', '–'],
  'close-won': ['any', 'any', 'own', 'own', '–'],
  'mark-sold': ['any', 'any', 'own', 'own', '–'],
  activate: ['any', 'any', 'any', 'any', 'any'],
  deactivate: ['any', 'any', 'any', 'any', 'any'],
  'add-to-marketing-list': ['–', 'any', 'any', '–', 'any'],
  reopen: ['any', 'any', 'own', 'own', '–'],
  edit: ['any', 'any', 'any', 'any', 'any'],
} as const satisfies Record<string, Row>;
type Deed = keyof typeof GRANTS;

const COLUMNS: readonly Who[] = ['admin', 'manager', 'sales', 'marketeer', 'token'];

export interface Attempt {
  readonly name: string;
  readonly action: string;
  /** The deeds whose access is asked for, one after the other. */
  readonly asks: readonly Deed[];
  readonly from: readonly Standing[];
  readonly onInactive?: true;
  /** R13: what is nobody's may be taken by those who work on their own leads. */
  readonly claims?: true;
  /** Closed by its score, it is opened again by this; that is its own deed (X18). */
  readonly opens?: true;
  /** What is said where the state is wrong, if not that it is final or just another one. */
  readonly elsewhere?: string;
  /** Where it is done or refused in a way of its own, once access is clear. */
  readonly but?: Partial<Record<Standing, string>>;
}

const ANY: readonly Standing[] = STANDINGS;
const FINAL: readonly Standing[] = ['qualified', 'disqualified', 'dropped', 'won', 'lost'];
const CLOSED: readonly Standing[] = [...FINAL, 'scored'];

/** Section 4, "Actions on a lead": each action from each of its states, with input that is right. */
export const ATTEMPTS: readonly Attempt[] = [
  { name: 'assign to a colleague', action: 'assign', asks: ['assign'], from: ['new'] },
  { name: 'assign to oneself', action: 'assign', asks: ['assign'], from: ['new'], claims: true },
  { name: 'reassign', action: 'reassign', asks: ['reassign'], from: ['assigned'] },
  { name: 'qualify', action: 'qualify', asks: ['qualify'], from: ['assigned'] },
  { name: 'disqualify', action: 'disqualify', asks: ['disqualify'], from: ['assigned'] },
  {
    name: 'correct the disqualification',
    action: 'correct-disqualification',
    asks: ['disqualify'],
    from: ['disqualified'],
  },
  {
    name: 'create the opportunity later',
    action: 'create-opportunity',
    asks: ['qualify'],
    from: ['qualified'],
  },
  { name: 'close as lost', action: 'close-lost', asks: ['close-lost'], from: ['new', 'assigned'] },
  { name: 'close as won', action: 'close-won', asks: ['close-won'], from: ['new', 'assigned'] },
  { name: 'mark as sold', action: 'mark-sold', asks: ['mark-sold'], from: ['new', 'assigned'] },
  {
    name: 'drag to Assigned',
    action: 'change-stage',
    asks: ['change-stage', 'assign'],
    from: ['new'],
    // It is there already, and nothing is asked for that.
    but: { assigned: 'input.invalid' },
  },
  {
    name: 'claim by dragging',
    action: 'change-stage',
    asks: ['change-stage', 'assign'],
    from: ['new'],
    but: { assigned: 'input.invalid' },
    claims: true,
  },
  {
    name: 'drag to Qualified',
    action: 'change-stage',
    asks: ['change-stage', 'qualify'],
    from: ['assigned'],
  },
  {
    name: 'drag to Disqualified',
    action: 'change-stage',
    asks: ['change-stage', 'disqualify'],
    from: ['assigned'],
  },
  {
    name: 'drag to Lost',
    action: 'change-stage',
    asks: ['change-stage', 'close-lost'],
    from: ['new', 'assigned'],
  },
  {
    name: 'drag to Won',
    action: 'change-stage',
    asks: ['change-stage', 'close-won'],
    from: ['new', 'assigned'],
  },
  {
    name: 'change pipeline',
    action: 'change-pipeline',
    asks: ['change-stage'],
    from: ['new', 'assigned'],
  },
  { name: 'score', action: 'score', asks: ['edit'], from: ANY, onInactive: true, opens: true },
  {
    name: 'reopen',
    action: 'reopen',
    asks: ['reopen'],
    from: CLOSED,
    elsewhere: 'lead.state',
  },
  { name: 'activate', action: 'activate', asks: ['activate'], from: ANY, onInactive: true },
  { name: 'deactivate', action: 'deactivate', asks: ['deactivate'], from: ANY },
  {
    name: 'add to a marketing list',
    action: 'add-to-marketing-list',
    asks: ['add-to-marketing-list'],
    from: ANY,
  },
];

export interface Situation {
  readonly standing: Standing;
  readonly active: boolean;
  readonly ownership: Ownership;
}

/** `done`, or the code of the refusal; `door closed` where Strapi's own permission is not given. */
export function expected(attempt: Attempt, who: Who, situation: Situation): string {
  if (who === 'stranger') return 'actor.unknown';
  if (who === 'editor' || who === 'portal') return 'door closed';
  return (
    // Access to what is offered, then the lead itself, then what the input leads on to.
    access(attempt.asks[0] as Deed, attempt, who, situation) ??
    standsInTheWay(attempt, situation) ??
    later(attempt, who, situation) ??
    'done'
  );
}

function access(
  deed: Deed,
  { claims, action }: Attempt,
  who: Who,
  { ownership, standing }: Situation,
): string | undefined {
  const reach = GRANTS[deed][COLUMNS.indexOf(who)] ?? '–';
  // R15 has its own way of saying no.
  if (reach === '–') return deed === 'close-lost' ? 'close-lost.denied' : 'access.role';
  if (reach === 'any' || ownership === 'own') return undefined;
  const unclaimed = ownership === 'nobody’s' && standing === 'new';
  // Dragging a lead that is nobody's may be claiming it; the action of the stage asks for the rest.
  const mayClaim = claims === true || (action === 'change-stage' && deed === 'change-stage');
  return unclaimed && mayClaim ? undefined : 'access.owner';
}

function standsInTheWay(
  { from, onInactive, elsewhere, action, but }: Attempt,
  { standing, active }: Situation,
): string | undefined {
  if (!active && onInactive !== true) return 'lead.inactive';
  if (from.includes(standing)) return undefined;
  if (but?.[standing] !== undefined) return but[standing];
  if (elsewhere !== undefined) return elsewhere;
  if (FINAL.includes(standing)) return 'lead.final';
  // What closed by its score refuses like what is final, where its state would do.
  const open = action === 'change-stage' ? ['new', 'assigned'] : from;
  return standing === 'scored' && open.includes('assigned') ? 'lead.final' : 'lead.state';
}

function later(attempt: Attempt, who: Who, situation: Situation): string | undefined {
  const [, ...others] = attempt.asks;
  const opens = attempt.opens === true && situation.standing === 'scored';
  const asked: readonly Deed[] = opens ? ['reopen'] : others;
  return asked
    .map((deed) => access(deed, attempt, who, situation))
    .find((code) => code !== undefined);
}
