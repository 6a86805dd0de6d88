import { z } from 'zod';
import { inWords } from './name-in-words';

/**
 * Every way the plugin says no: the HTTP status it becomes and the sentence a person reads.
 * The codes are a contract (design.md, section 4); a sentence says what to do next.
 */
type Details = Readonly<Record<string, unknown>>;

interface RefusalKind {
  readonly status: 400 | 403 | 404 | 409;
  readonly sentence: (details: Details) => string;
}

const said = (sentence: string) => () => sentence;
const text = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

const count = (value: unknown): string => (typeof value === 'number' ? String(value) : 'Some');
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function usersOf(leads: unknown, opportunities: unknown): string {
  const parts = [
    counted(leads, 'lead', 'leads'),
    counted(opportunities, 'opportunity', 'opportunities'),
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' and ') : 'records';
}

const counted = (value: unknown, one: string, many: string): string =>
  typeof value === 'number' && value > 0 ? `${value} ${value === 1 ? one : many}` : '';

/** Where an action starts from, for who stands elsewhere. */
const stateNames = (from: unknown): string =>
  Array.isArray(from) && from.length > 0 ? `; it has to be ${from.join(' or ')} first` : '';

export interface InputError {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function inputSentence(details: Details): string {
  const errors = Array.isArray(details['errors']) ? (details['errors'] as InputError[]) : [];
  const lines = errors.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return lines.length > 0 ? lines.join(' ') : 'Something in the input is not right.';
}

export const REFUSALS = {
  'input.invalid': { status: 400, sentence: inputSentence },
  'dropdown.retired': {
    status: 400,
    sentence: ({ label }) =>
      `"${text(label, 'This value')}" has been retired. Choose a value that is still in use.`,
  },
  'dropdown.wrong-type': {
    status: 400,
    sentence: ({ label, expected }) =>
      `"${text(label, 'This value')}" does not belong here. Choose a value of type ${text(expected, 'the field')}.`,
  },
  'reason.required': { status: 400, sentence: said('Give a reason.') },
  'qualification.incomplete': {
    status: 400,
    sentence: ({ missing }) => {
      const names = listOf(missing);
      return names.length === 0
        ? 'Something that a qualification needs is missing on the lead. Fill it in first.'
        : `Fill these fields of the lead first: ${names.map(inWords).join(', ')}.`;
    },
  },
  'actor.unknown': {
    status: 403,
    sentence: said(
      'This login belongs to no member of the team. Ask an administrator to add it to a member.',
    ),
  },
  'actor.inactive': {
    status: 403,
    sentence: said('This member is inactive. Ask an administrator to set the member active again.'),
  },
  'access.role': {
    status: 403,
    sentence: ({ grant }) =>
      `None of your roles may do this (${text(grant, 'no grant')}). Ask an administrator for a role that may.`,
  },
  'access.owner': {
    status: 403,
    sentence: ({ owner, because }) =>
      typeof because === 'string'
        ? because
        : `Only the owner of the lead (${text(owner, 'nobody yet')}) may do this. Have the lead reassigned first.`,
  },
  'close-lost.denied': {
    status: 403,
    sentence: ({ mayAsk }) =>
      mayAsk === true
        ? 'You may only ask for a lead to be closed as lost. Use the action "close-lost", which leaves the request.'
        : 'You may not close leads as lost. Ask your manager to close this one.',
  },
  'record.missing': { status: 404, sentence: said('There is no such record.') },
  'record.changed': {
    status: 409,
    sentence: said(
      'Somebody changed this record after you had opened it. Load it again, then repeat what you did.',
    ),
  },
  'lead.inactive': {
    status: 409,
    sentence: ({ title, because }) =>
      text(because, `The lead "${text(title, '')}" is inactive and read-only. Activate it first.`),
  },
  'lead.state': {
    status: 409,
    sentence: ({ state, from, because }) =>
      text(
        because,
        `A lead in state ${text(state, 'like this')} does not offer this${stateNames(from)}.`,
      ),
  },
  'lead.final': {
    status: 409,
    sentence: said('This lead has reached a final state. Reopen it first, where that is allowed.'),
  },
  'lead.changed': {
    status: 409,
    sentence: said('Somebody changed this lead meanwhile. Load it again and repeat what you did.'),
  },
  'lead.not-deletable': {
    status: 409,
    sentence: said(
      'Leads are closed, not deleted, so that reports keep them. Deactivate this one.',
    ),
  },
  'field.guarded': {
    status: 409,
    sentence: ({ field, action, because }) =>
      action === undefined || action === null
        ? text(because, `${text(field, 'This field')} is kept by the CRM and cannot be set.`)
        : `${text(field, 'This field')} cannot be set directly. Use the action "${text(action, '')}".`,
  },
  'stage.in-use': {
    status: 409,
    sentence: ({ leads, opportunities }) =>
      `This would strand ${usersOf(leads, opportunities)}, closed and inactive ones included. Move them to another stage first (POST /api/crm/stages/:id/remap).`,
  },
  'stage.backward': {
    status: 409,
    sentence: ({ stage, pipeline }) =>
      `"${text(stage, 'That stage')}" lies behind the lead, and in the pipeline "${text(pipeline, 'of this lead')}" leads only move forward. Choose a later stage.`,
  },
  'stage.skipped': {
    status: 409,
    sentence: ({ next, pipeline }) =>
      `In the pipeline "${text(pipeline, 'of this lead')}" a lead takes one stage after the other. Move it to "${text(next, 'the next stage')}" first.`,
  },
  'reopen.not-allowed': {
    status: 409,
    sentence: ({ pipeline }) =>
      `In the pipeline "${text(pipeline, 'of this lead')}" what is final stays final. An administrator can allow reopening in the settings of the pipeline.`,
  },
  'request.pending': {
    status: 409,
    sentence: ({ task }) =>
      typeof task === 'string' && task !== ''
        ? `The task "${task}" is still waiting for this lead. Complete or cancel it first.`
        : 'A request to close this lead as lost is still waiting. Whoever may decide settles it, or its requester withdraws it, first.',
  },
  'request.settled': {
    status: 409,
    sentence: ({ task, status }) =>
      `${typeof task === 'string' ? `"${task}"` : 'This request'} has been settled already${typeof status === 'string' ? ` (${status})` : ''}. Load it again.`,
  },
  'member.inactive': {
    status: 409,
    sentence: ({ member }) =>
      `${text(member, 'This member')} is inactive. Choose somebody who is active.`,
  },
  'process.built-in': {
    status: 409,
    sentence: said(
      'The built-in qualification process cannot be changed or deleted. Make a copy of it, change the copy and bind it to the stage.',
    ),
  },
  'contact.active': {
    status: 409,
    sentence: ({ because }) =>
      text(because, 'Only an inactive contact can be deleted. Deactivate it first.'),
  },
  'contact.inactive': {
    status: 409,
    sentence: ({ because }) => text(because, 'This contact is inactive. Activate it first.'),
  },
  'contact.erased': {
    status: 409,
    sentence: said('This person has been erased, for good. Make a new contact if they come again.'),
  },
  'contact.merged': {
    status: 409,
    sentence: ({ contact, into }) =>
      `${text(contact, 'This contact')} has been merged into ${text(into, 'another contact')}. Work with that contact, or undo the merge first.`,
  },
  'contact.on-open-lead': {
    status: 409,
    sentence: ({ lead }) =>
      `The contact is still on the open lead "${text(lead, '')}". Take it off that lead first.`,
  },
  // One sentence for every holder: what it adds is in the details, for those who may see the holder.
  'email.taken': {
    status: 409,
    sentence: said(
      'This e-mail address is taken already. Look among the inactive contacts, too, or choose another one.',
    ),
  },
  'contact.look-alike': {
    status: 409,
    sentence: ({ because }) =>
      `This looks like somebody who is here already: ${text(because, 'another contact')}. Choose that contact, or send createAnother=true if it is somebody else.`,
  },
  'dropdown.in-use': {
    status: 409,
    sentence: ({ label, uses }) =>
      `"${text(label, 'This value')}" is used by ${count(uses)} records. Retire it (set active to false) instead of deleting it.`,
  },
  'master-type.fixed': {
    status: 409,
    sentence: said(
      'Dropdown types and master types are fixed by the CRM. Add or change dropdown values instead.',
    ),
  },
  'operation.conflict': {
    status: 409,
    sentence: ({ changed, because }) => {
      const names = Array.isArray(changed) ? changed.map(String) : [];
      if (names.length === 0) return text(because, 'This operation cannot be undone.');
      return `This cannot be undone as a whole, because something has changed since: ${names.join('; ')}.`;
    },
  },
  'history.append-only': {
    status: 409,
    sentence: ({ because }) =>
      text(because, 'History is only ever added to. Nothing in it can be changed or deleted.'),
  },
} as const satisfies Record<string, RefusalKind>;

export type RefusalCode = keyof typeof REFUSALS;

// Object.keys forgets which keys they are.
export const REFUSAL_CODES = Object.keys(REFUSALS) as RefusalCode[];
export const refusalCode = z.enum(REFUSAL_CODES);

/** The rule said no. A value, not an exception: see style.md, "Errors". */
export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly details: Details;
  readonly message: string;
}

export function refuse(code: RefusalCode, details: Details = {}): Refusal {
  const kind: RefusalKind = REFUSALS[code];
  return { refused: true, code, details, message: kind.sentence(details) };
}

/** Refuses one named field of an input. */
export const refuseField = (field: string | readonly string[], message: string): Refusal =>
  refuse('input.invalid', { errors: [{ path: [field].flat(), message }] });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
