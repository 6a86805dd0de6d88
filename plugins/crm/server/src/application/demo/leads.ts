import type { LeadState } from '../../../../core/lead/model';
import { QUALIFICATION_FIELDS } from '../../../../core/lead/model';
import type { LeadContactDraft, LeadDraft } from '../../../../core/transfer/drafts';
import { demoId } from './logins';
import type { DemoCompany, DemoContact } from './people';

const DAY = 24 * 60 * 60 * 1000;
export const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY);

interface DemoLead {
  readonly key: string;
  readonly title: string;
  readonly state: LeadState;
  readonly owner?: 'sam' | 'sue' | 'mia' | 'max';
  /** Days ago: when it came in and, if it is closed, when that was. */
  readonly since: number;
  readonly closed?: number;
  readonly worth?: number;
  readonly company?: DemoCompany;
  readonly inbound?: true;
  readonly individual?: 'referral' | 'resident' | 'patient';
  readonly score?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly code?: string;
  readonly channel?: string;
  readonly notes?: string;
  /** S7: all questions are answered, so that its owner can qualify it. */
  readonly answered?: true;
  /** Person, relationship, and which primary: individual, contact, or both. */
  readonly people?: readonly (readonly [DemoContact, string, ('i' | 'c' | 'ic')?])[];
}

const SELF = (person: DemoContact) => [person, 'self', 'ic'] as const;

// One lead per line: a table is easier to read, and to add to, than a page for each.
// prettier-ignore
const LEADS: readonly DemoLead[] = [
  // New: without an owner, and claimed already.
  { key: 'tour-novak', title: 'Tour for the Novaks', state: 'new', since: 1, score: 'warm', status: 'inquiry', channel: 'website', people: [['tomas', 'self', 'i'], ['irena', 'spouse', 'c']] },
  { key: 'kestrel-arm', title: 'Robot arm for the packing line', state: 'new', since: 1, worth: 48000, company: 'kestrel', channel: 'e-mail', people: [['owen', 'professional', 'c']] },
  { key: 'bluefin-cold', title: 'Cold storage monitoring', state: 'new', since: 2, worth: 12500, company: 'bluefin', channel: 'partner', people: [['yuki', 'professional', 'ic']] },
  { key: 'orchard-web', title: 'Question from the website', state: 'new', since: 2, company: 'orchard', channel: 'website' },
  { key: 'haddad-info', title: 'Brochure for Leila Haddad', state: 'new', since: 3, score: 'cold', channel: 'phone-call', people: [['leila', 'self', 'i'], ['samir', 'child', 'c']] },
  { key: 'solaris-panels', title: 'Service contract for the solar park', state: 'new', owner: 'sue', since: 3, worth: 91000, company: 'solaris', people: [['diego', 'professional', 'ic']] },
  { key: 'whitfield-chat', title: 'George Whitfield asked in the chat', state: 'new', inbound: true, since: 0, channel: 'chat', people: [SELF('george')] },
  { key: 'petra-fair', title: 'Met at the stone fair', state: 'new', inbound: true, since: 4, worth: 7800, company: 'petra', channel: 'event', people: [['carlo', 'professional', 'c']] },
  // Assigned: what the team works on.
  { key: 'whitfield-room', title: 'Room for Arthur Whitfield', state: 'assigned', owner: 'sam', since: 20, worth: 39000, score: 'hot', status: 'tour', channel: 'referral', people: [['arthur', 'self', 'i'], ['edith', 'spouse', 'c'], ['george', 'child']] },
  { key: 'fontana-flat', title: 'Flat for Maria Fontana', state: 'assigned', owner: 'sam', since: 25, worth: 42000, score: 'warm', status: 'tour', people: [['maria', 'self', 'i'], ['paolo', 'child', 'c']] },
  { key: 'brandt-care', title: 'Care place for Walter Brandt', state: 'assigned', owner: 'sue', since: 32, worth: 51000, individual: 'patient', score: 'warm', people: [['walter', 'self', 'i'], ['ilse', 'spouse', 'c']] },
  { key: 'lindqvist-move', title: 'Move-in of Rosa Lindqvist', state: 'assigned', owner: 'sam', since: 15, worth: 36000, score: 'hot', status: 'deposit', people: [['rosa', 'self', 'i'], ['karin', 'child', 'c'], ['henrik', 'spouse']] },
  { key: 'lindqvist-garden', title: 'Garden flat for the Lindqvists', state: 'assigned', owner: 'sue', since: 9, worth: 44000, score: 'warm', status: 'inquiry', people: [['karin', 'self', 'ic'], ['henrik', 'other']] },
  { key: 'norvik-fleet', title: 'Fleet tracking for Norvik', state: 'assigned', owner: 'sue', since: 40, worth: 125000, company: 'norvik', score: 'hot', channel: 'referral', answered: true, people: [['nora', 'professional', 'ic'], ['lars', 'professional']] },
  { key: 'norvik-office', title: 'Office screens for Norvik', state: 'assigned', owner: 'sam', since: 12, worth: 9600, company: 'norvik', answered: true, channel: 'referral', people: [['lars', 'professional', 'ic'], ['nora', 'professional']] },
  { key: 'petra-saw', title: 'Stone saw with maintenance', state: 'assigned', owner: 'mia', since: 18, worth: 67000, company: 'petra', score: 'warm', answered: true, channel: 'referral', people: [['giulia', 'professional', 'ic']] },
  { key: 'kestrel-sensors', title: 'Sensors, second batch', state: 'assigned', owner: 'sam', since: 7, worth: 15400, company: 'kestrel', score: 'hot', people: [['dana', 'professional', 'ic'], ['priya', 'professional']] },
  { key: 'bluefin-scales', title: 'Scales for three factories', state: 'assigned', owner: 'sue', since: 28, worth: 22300, company: 'bluefin', people: [['kenji', 'professional', 'ic']] },
  { key: 'orchard-labs', title: 'Laboratories for two schools', state: 'assigned', owner: 'max', since: 60, worth: 88000, company: 'orchard', score: 'cold', people: [['aoife', 'professional', 'ic'], ['sean', 'professional']] },
  { key: 'linden-beds', title: 'Beds for the new wing', state: 'assigned', owner: 'sue', since: 11, worth: 31000, company: 'linden', people: [['hanna', 'professional', 'ic'], ['jonas', 'professional']] },
  { key: 'harbour-refit', title: 'Refit of the harbour house', state: 'assigned', owner: 'sam', since: 22, worth: 140000, company: 'harbour', score: 'warm', answered: true, channel: 'referral', people: [['pat', 'professional', 'ic'], ['emma', 'professional']] },
  { key: 'haddad-visit', title: 'Second visit of Samir Haddad', state: 'assigned', inbound: true, owner: 'mia', since: 6, worth: 27000, people: [SELF('samir')] },
  { key: 'solaris-storage', title: 'Battery storage study', state: 'assigned', inbound: true, owner: 'sue', since: 14, worth: 18000, company: 'solaris', people: [['lucia', 'professional', 'ic']] },
  { key: 'novak-garage', title: 'Garage for the Novaks', state: 'assigned', owner: 'sam', since: 33, worth: 4200, people: [['tomas', 'self', 'ic']] },
  { key: 'costa-lift', title: 'Stair lift for Bruno Costa', state: 'assigned', owner: 'sam', since: 45, worth: 6100, individual: 'referral', people: [['bruno', 'self', 'ic']] },
  { key: 'orchard-bus', title: 'School bus tracking', state: 'assigned', owner: 'sue', since: 48, worth: 13500, company: 'orchard', people: [['sean', 'professional', 'ic']] },
  // Closed in every way.
  { key: 'harbour-kitchen', title: 'Kitchen for the harbour house', state: 'qualified', owner: 'sam', since: 70, closed: 30, worth: 58000, company: 'harbour', score: 'hot', channel: 'referral', people: [['pat', 'professional', 'ic']] },
  { key: 'kestrel-line', title: 'Automation of line 3', state: 'qualified', owner: 'sue', since: 85, closed: 21, worth: 210000, company: 'kestrel', channel: 'event', people: [['dana', 'professional', 'ic'], ['owen', 'professional']] },
  { key: 'linden-linen', title: 'Linen service', state: 'qualified', inbound: true, owner: 'sam', since: 50, closed: 12, worth: 26000, company: 'linden', channel: 'e-mail', people: [['jonas', 'professional', 'ic']] },
  { key: 'norvik-crane', title: 'Crane inspection', state: 'won', owner: 'sue', since: 120, closed: 40, worth: 33000, company: 'norvik', people: [['nora', 'professional', 'ic']] },
  { key: 'bluefin-labels', title: 'Label printers', state: 'won', owner: 'sam', since: 95, closed: 55, worth: 8900, company: 'bluefin', people: [['kenji', 'professional', 'ic']] },
  { key: 'edith-trial', title: 'Trial month of Edith Whitfield', state: 'won', owner: 'sam', since: 75, closed: 18, worth: 3000, status: 'move-in', individual: 'resident', people: [['edith', 'self', 'ic']] },
  { key: 'petra-lights', title: 'Lights for the quarry', state: 'lost', owner: 'mia', since: 110, closed: 62, worth: 14000, company: 'petra', reason: 'financial', notes: 'The budget went to the saw.', people: [['giulia', 'professional', 'ic']] },
  { key: 'solaris-cable', title: 'Cabling, phase 1', state: 'lost', owner: 'sue', since: 130, closed: 75, worth: 72000, company: 'solaris', reason: 'bought-elsewhere', people: [['diego', 'professional', 'ic']] },
  { key: 'orchard-desks', title: 'Desks for orchard schools', state: 'lost', owner: 'sam', since: 66, closed: 10, worth: 19500, company: 'orchard', reason: 'not-ready', people: [['aoife', 'professional', 'ic']] },
  { key: 'student-thesis', title: 'Interview for a thesis', state: 'disqualified', owner: 'mia', since: 35, closed: 33, code: 'non-commercial-interest', notes: 'A student who collects data, no customer.' },
  { key: 'wrong-country', title: 'Request from outside our region', state: 'disqualified', inbound: true, owner: 'sue', since: 44, closed: 41, code: 'non-target-client', notes: 'We do not deliver there.' },
  { key: 'linden-later', title: 'Therapy baths, some day', state: 'disqualified', owner: 'sam', since: 58, closed: 25, worth: 45000, company: 'linden', code: 'demand-is-not-generated', notes: 'They like it, but need not decide this year.', channel: 'self-generated', people: [['hanna', 'professional', 'ic']] },
  { key: 'dead-number', title: 'Number that nobody answers', state: 'disqualified', inbound: true, owner: 'sam', since: 27, closed: 16, code: 'impossible-to-contact', notes: 'Called five times, wrote twice.' },
  { key: 'old-campaign', title: 'Left over from the old campaign', state: 'dropped', owner: 'max', since: 200, closed: 150, channel: 'social-media' },
];

/** Qualified leads, and those kept warm by a demand-not-generated code, have become opportunities (S9, S12). */
export const isOpportunity = (draft: LeadDraft): boolean =>
  draft.state === 'qualified' || draft.values.disqualificationCode === 'demand-is-not-generated';

export const demoLeads = (now: Date): LeadDraft[] => LEADS.map((lead) => draftOf(lead, now));

function draftOf(lead: DemoLead, now: Date): LeadDraft {
  const day = (days: number): string => daysAgo(now, days).toISOString();
  const draft: LeadDraft = {
    externalId: demoId(lead.key),
    title: lead.title,
    description: null,
    pipeline: lead.inbound === true ? 'inbound' : 'sales',
    state: lead.state,
    individualType: lead.individual ?? 'prospect',
    owner: lead.owner === undefined ? null : demoId(lead.owner),
    company: lead.company === undefined ? null : demoId(lead.company),
    values: valuesOf(lead),
    estimatedValue: lead.worth ?? null,
    createdAt: day(lead.since),
    closedAt: lead.closed === undefined ? null : day(lead.closed),
    people: (lead.people ?? []).map(personOn),
    ...noteOf(lead),
  };
  return isOpportunity(draft) || lead.answered === true ? { ...draft, answers: ANSWERS } : draft;
}

const personOn = ([person, relationship, primary = '']: readonly [
  DemoContact,
  string,
  string?,
]): LeadContactDraft => ({
  contact: demoId(person),
  relationship,
  primaryIndividual: primary.includes('i'),
  primaryContact: primary.includes('c'),
});

const valuesOf = ({ score, status, reason, code, channel }: DemoLead): LeadDraft['values'] => ({
  ...(score === undefined ? {} : { leadScore: score }),
  ...(status === undefined ? {} : { statusCode: status }),
  ...(reason === undefined ? {} : { lostReason: reason }),
  ...(code === undefined ? {} : { disqualificationCode: code }),
  ...(channel === undefined ? {} : { channel }),
});

function noteOf({ state, notes }: DemoLead): Partial<LeadDraft> {
  if (notes === undefined) return {};
  return state === 'disqualified' ? { disqualificationReason: notes } : { closeNotes: notes };
}

const ANSWER: Readonly<Record<string, string>> = {
  goal: 'Replace what is worn out before the next season.',
  implementationOptions: 'Everything at once, or in two steps.',
  procurementProcedure: 'Three offers, decided by the board.',
  decisionLevel: 'Managing director',
  terms: 'Within six months',
  decisionMaker: 'The managing director, advised by operations.',
  selectionCriteria: 'Price, service nearby, references.',
  complianceWithCriteria: 'All but the references, which we sent.',
};

/** S7: the questions that had to be answered first; the channel is a dropdown value. */
const ANSWERS = Object.fromEntries(
  QUALIFICATION_FIELDS.flatMap((field) => {
    const answer = ANSWER[field];
    return answer === undefined ? [] : [[field, answer]];
  }),
);
