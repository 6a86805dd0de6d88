import {
  CLOSING_KINDS,
  isClosing,
  type ClosingKind,
  type MasterTypeKey,
} from '../../dropdown/types';
import { type LeadState, type LeadStatus, type Outcome } from '../model';

const OUTCOME_OF_STATE: Partial<Record<LeadState, Outcome>> = {
  qualified: 'qualified',
  disqualified: 'unqualified',
  dropped: 'dropped',
  won: 'won',
  lost: 'lost',
};

const OUTCOME_OF_KIND: Record<ClosingKind, Outcome> = {
  death: 'deceased',
  'lost-lead': 'lost',
  unqualified: 'unqualified',
};

/** The kind by which score and status code close a lead, or `null` when neither does (R3, R4). */
export function closingKind(
  score: MasterTypeKey | null,
  statusCode: MasterTypeKey | null,
): ClosingKind | null {
  const closing = [score, statusCode].filter(isClosing);
  return CLOSING_KINDS.find((kind) => closing.includes(kind)) ?? null;
}

/** R3: status and outcome follow from the state and the two master types, and from nothing else. */
export function standing(
  state: LeadState,
  score: MasterTypeKey | null,
  statusCode: MasterTypeKey | null,
): { status: LeadStatus; outcome: Outcome | null } {
  const byState = OUTCOME_OF_STATE[state];
  if (byState !== undefined) return { status: 'closed', outcome: byState };
  const kind = closingKind(score, statusCode);
  return kind === null
    ? { status: 'open', outcome: null }
    : { status: 'closed', outcome: OUTCOME_OF_KIND[kind] };
}

/** R7: does this lead keep its contacts active? It must be active, and open, qualified or won. */
export const protectsContacts = (lead: { active: boolean; outcome: Outcome | null }): boolean =>
  lead.active && (lead.outcome === null || lead.outcome === 'qualified' || lead.outcome === 'won');
