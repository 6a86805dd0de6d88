/**
 * What is true of the database at every commit. The guards keep it so through every door; raw SQL and a
 * restored backup go past them, and `npm run verify` finds what came that way. It reports, and repairs
 * nothing: what is right is for a person to say.
 */
interface InvariantDefinition {
  readonly key: string;
  readonly sentence: string;
  /** A `notice` is allowed, but somebody may want to know. */
  readonly severity: 'broken' | 'notice';
}

export const INVARIANTS = [
  {
    key: 'keys',
    sentence: 'Every key column equals the link it stands for.',
    severity: 'broken',
  },
  {
    key: 'lead-place',
    sentence: 'Every lead stands in a stage of its pipeline.',
    severity: 'broken',
  },
  {
    key: 'lead-state',
    sentence: 'The state of a lead is the state of its stage (E2).',
    severity: 'broken',
  },
  {
    key: 'standing',
    sentence: 'Status and outcome follow from the state and the master types of the scores (R3).',
    severity: 'broken',
  },
  {
    key: 'score-kind',
    sentence: 'A lead remembers the master type of every score it has, and of no other (X19).',
    severity: 'broken',
  },
  {
    key: 'closed-at',
    sentence:
      'A lead has a closing time exactly when it is closed, and not before it began (I1, I5).',
    severity: 'broken',
  },
  {
    key: 'next-event',
    sentence: 'The next event of a lead is the earliest of its events that are open (L18).',
    severity: 'broken',
  },
  {
    key: 'primaries',
    sentence: 'A lead has at most one primary individual and one primary contact (X14).',
    severity: 'broken',
  },
  {
    key: 'contact-inactive',
    sentence:
      'An inactive contact has a reason; an active one has neither reason nor until-date nor who did it (R11, R12).',
    severity: 'broken',
  },
  {
    key: 'history-numbers',
    sentence: 'The operations of a lead are numbered from 1 without gaps up to its version (I3).',
    severity: 'broken',
  },
  {
    key: 'history-times',
    sentence: 'No operation of a lead is earlier than the one before it (I5).',
    severity: 'broken',
  },
  {
    key: 'history-whole',
    sentence:
      'Every change in the history belongs to an operation, and tells of the stay that it ended (L22).',
    severity: 'broken',
  },
  {
    key: 'history-replay',
    sentence: 'Replaying the history gives what leads and contacts hold today (I4).',
    severity: 'broken',
  },
  {
    key: 'pending-request',
    sentence: 'An open lead and the request to close it that waits point to each other (I10, R16).',
    severity: 'broken',
  },
  {
    key: 'decided-request',
    sentence:
      'A request to close a lead is approved by exactly one operation, and none approves another one (I10).',
    severity: 'broken',
  },
  {
    key: 'bulk-job',
    sentence:
      'The counts of a bulk job are those of its leads, and each lead that is done or asked for has its operation (I26).',
    severity: 'broken',
  },
  {
    key: 'opportunity-origin',
    sentence: 'An opportunity comes from a lead exactly when one of its deeds has made it (I13).',
    severity: 'broken',
  },
  {
    key: 'master-type',
    sentence: "A dropdown value's master type belongs to the value's own dropdown (I23).",
    severity: 'broken',
  },
  {
    key: 'default-value',
    sentence: 'The default of a dropdown is in use, and it is the only one (R31).',
    severity: 'broken',
  },
  {
    key: 'default-pipeline',
    sentence: 'Leads and opportunities have one default pipeline each (E18).',
    severity: 'broken',
  },
  {
    key: 'first-stage',
    sentence: 'Every lead pipeline begins with a stage whose state is new (E18).',
    severity: 'broken',
  },
  {
    key: 'stage-state',
    sentence:
      "A stage belongs to a pipeline, its state fits that pipeline's kind, and only a qualified one has a process (R2, E15).",
    severity: 'broken',
  },
  {
    key: 'value-type',
    sentence: 'A value in a field is of the dropdown that the field offers (R31).',
    severity: 'broken',
  },
  {
    key: 'member-logins',
    sentence: 'A login belongs to one member.',
    severity: 'broken',
  },
  {
    key: 'addresses',
    sentence:
      'An e-mail address belongs to one person among contacts, members and logins, and is held for them (I21). An inactive contact may have lost its own (X30).',
    severity: 'broken',
  },
  {
    key: 'stuck-request',
    sentence:
      'Requests to close a lead that nobody can decide on: no active manager or administrator beside who asked (X43).',
    severity: 'notice',
  },
  {
    key: 'portal-logins',
    sentence:
      'The login of an inactive contact is blocked, without sessions and without tokens (I18), and the login of any contact has the role of the portal and is nobody’s on the team (I22).',
    severity: 'broken',
  },
  {
    key: 'merged',
    sentence:
      'A contact that has been merged into another one is inactive, on no lead and without a login, and the other one is no part of a third (X70).',
    severity: 'broken',
  },
  {
    key: 'erased',
    sentence:
      'Nothing is known of a person who has been erased: no name, address, number, login or invitation, and history holds none of it (R29).',
    severity: 'broken',
  },
  {
    key: 'score-remapped',
    sentence:
      'Leads whose score or status code got another master type after they were scored; nothing happened to them (X19).',
    severity: 'notice',
  },
] as const satisfies readonly InvariantDefinition[];

export type Invariant = (typeof INVARIANTS)[number];
export type InvariantKey = Invariant['key'];
