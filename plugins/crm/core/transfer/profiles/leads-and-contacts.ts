import type { LeadState } from '../../lead/model';
import type { ContactDraft, LeadDraft } from '../drafts';
import { oneOfThese, readRows, yearMonthDay, type Profile, type SourceRow } from '../rows';

const CONTACTS = {
  name: 'Contacts.csv',
  columns: ['ContactID', 'FullName', 'Email', 'Phone', 'City', 'State', 'Country'],
};
const LEADS = {
  name: 'Leads.csv',
  columns: ['LeadID', 'ContactID', 'LeadSource', 'LeadStatus', 'CreatedDate', 'Notes'],
};

const STATES: Readonly<Record<string, LeadState>> = {
  New: 'new',
  Working: 'assigned',
  Qualified: 'qualified',
  Lost: 'lost',
};

/** The values of the dropdown "Channel" that ships. */
const CHANNELS: Readonly<Record<string, string>> = {
  Website: 'website',
  Referral: 'referral',
  Event: 'event',
  'Email Campaign': 'e-mail',
  'Social Media': 'social-media',
};

const idOf = (name: string): string => `leads-and-contacts:${name}`;

/** Leads of people; one person may stand on several. */
export const leadsAndContacts: Profile = {
  key: 'leads-and-contacts',
  label: 'Leads and contacts',
  files: [CONTACTS, LEADS],

  read(tables) {
    const rowsOf = ({ name }: { name: string }): readonly SourceRow[] => tables.get(name) ?? [];
    const contacts = readRows(CONTACTS.name, rowsOf(CONTACTS), 'ContactID', contactFrom);
    const people = new Map(
      contacts.taken.map((contact) => [
        contact.externalId,
        [contact.firstName, contact.lastName].filter(Boolean).join(' '),
      ]),
    );
    const leads = readRows(LEADS.name, rowsOf(LEADS), 'LeadID', (row, remark) =>
      leadFrom(row, people, remark),
    );
    return {
      members: [],
      companies: [],
      contacts: contacts.taken,
      leads: leads.taken,
      refused: [...contacts.refused, ...leads.refused],
      remarks: [...contacts.remarks, ...leads.remarks],
      notes: [
        'Opportunity.csv and Activity.csv: nothing was taken from them.',
        'Contacts.csv: City, State and Country were left out, contacts have no address here.',
        'Leads.csv gives no closing date: closed leads are dated as of their creation. It names no agents: the leads have no owner.',
      ],
    };
  },
};

/** Belongs to the last name, not to be taken for it. */
const SUFFIX = /^(?:[A-Z]{2,4}|Jr\.?|Sr\.?|PhD)$/;

function splitName(name: string): Pick<ContactDraft, 'firstName' | 'lastName'> {
  const words = name.split(/\s+/);
  const last = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? 2 : 1;
  return {
    firstName: words.slice(0, -last).join(' ') || null,
    lastName: words.slice(-last).join(' '),
  };
}

const LOOKS_LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function contactFrom(
  { cells }: SourceRow,
  remark: (because: string) => void,
): ContactDraft | string {
  const { ContactID: id = '', FullName: name = '', Email: email = '', Phone: phone = '' } = cells;
  if (name === '') return 'The name is missing.';
  const usable = LOOKS_LIKE_AN_ADDRESS.test(email);
  if (email !== '' && !usable) {
    remark(`"${email}" is no e-mail address; the contact was taken without one.`);
  }
  return {
    externalId: idOf(id),
    ...splitName(name),
    email: usable ? email.toLowerCase() : null,
    phone: phone || null,
    company: null,
  };
}

function leadFrom(
  { cells }: SourceRow,
  people: ReadonlyMap<string, string>,
  remark: (because: string) => void,
): LeadDraft | string {
  const { LeadID: id = '', ContactID: contact = '', LeadSource: source = '' } = cells;
  const { LeadStatus: status = '', CreatedDate: created = '', Notes: notes = '' } = cells;
  const state = STATES[status];
  if (state === undefined) {
    return `The status "${status}" is unknown; it has to be ${oneOfThese(Object.keys(STATES))}.`;
  }
  const person = people.get(idOf(contact));
  if (person === undefined) return `The contact "${contact}" is not in ${CONTACTS.name}.`;
  const createdAt = yearMonthDay(created);
  if (createdAt === null) {
    return `The created date "${created}" is no date of the form year-month-day, such as 2025-02-05.`;
  }
  const channel = CHANNELS[source];
  if (channel === undefined && source !== '') {
    remark(`The source "${source}" is no channel here; the lead was taken without one.`);
  }
  return {
    externalId: idOf(id),
    title: source === '' ? person : `${person} (${source})`,
    description: notes || null,
    state,
    owner: null,
    company: null,
    values: channel === undefined ? {} : { channel },
    estimatedValue: null,
    createdAt,
    closedAt: state === 'qualified' || state === 'lost' ? createdAt : null,
    people: [
      {
        contact: idOf(contact),
        relationship: 'self',
        primaryIndividual: true,
        primaryContact: true,
      },
    ],
  };
}
