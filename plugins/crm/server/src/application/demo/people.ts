import type { CompanyDraft, ContactDraft } from '../../../../core/transfer/drafts';
import { demoId } from './logins';

/** key, name, industry, country. */
const COMPANIES = [
  ['harbour', 'Harbour Residences', 'Senior living', 'United Kingdom'],
  ['linden', 'Linden Care Homes', 'Senior living', 'Germany'],
  ['norvik', 'Norvik Shipping', 'Logistics', 'Norway'],
  ['petra', 'Petra Stoneworks', 'Construction', 'Italy'],
  ['kestrel', 'Kestrel Robotics', 'Technology', 'United States'],
  ['bluefin', 'Bluefin Foods', 'Food', 'Japan'],
  ['orchard', 'Orchard Schools', 'Education', 'Ireland'],
  ['solaris', 'Solaris Energy', 'Energy', 'Spain'],
] as const;

/** key, first name, last name, company or nothing. */
const CONTACTS = [
  ['pat', 'Pat', 'Portal', 'harbour'],
  ['rosa', 'Rosa', 'Lindqvist', null],
  ['henrik', 'Henrik', 'Lindqvist', null],
  ['karin', 'Karin', 'Lindqvist', null],
  ['arthur', 'Arthur', 'Whitfield', null],
  ['edith', 'Edith', 'Whitfield', null],
  ['george', 'George', 'Whitfield', null],
  ['maria', 'Maria', 'Fontana', null],
  ['paolo', 'Paolo', 'Fontana', null],
  ['walter', 'Walter', 'Brandt', null],
  ['ilse', 'Ilse', 'Brandt', null],
  ['nora', 'Nora', 'Eriksen', 'norvik'],
  ['lars', 'Lars', 'Haugen', 'norvik'],
  ['giulia', 'Giulia', 'Moretti', 'petra'],
  ['carlo', 'Carlo', 'Bianchi', 'petra'],
  ['dana', 'Dana', 'Whitlock', 'kestrel'],
  ['owen', 'Owen', 'Marsh', 'kestrel'],
  ['priya', 'Priya', 'Raman', 'kestrel'],
  ['kenji', 'Kenji', 'Tanaka', 'bluefin'],
  ['yuki', 'Yuki', 'Mori', 'bluefin'],
  ['aoife', 'Aoife', 'Byrne', 'orchard'],
  ['sean', 'Sean', 'Gallagher', 'orchard'],
  ['lucia', 'Lucia', 'Navarro', 'solaris'],
  ['diego', 'Diego', 'Ortega', 'solaris'],
  ['hanna', 'Hanna', 'Keller', 'linden'],
  ['jonas', 'Jonas', 'Vogel', 'linden'],
  ['emma', 'Emma', 'Clarke', 'harbour'],
  ['tomas', 'Tomas', 'Novak', null],
  ['irena', 'Irena', 'Novak', null],
  ['samir', 'Samir', 'Haddad', null],
  ['leila', 'Leila', 'Haddad', null],
  ['bruno', 'Bruno', 'Costa', null],
] as const;

export type DemoCompany = (typeof COMPANIES)[number][0];
export type DemoContact = (typeof CONTACTS)[number][0];

export const demoCompanies = (): CompanyDraft[] =>
  COMPANIES.map(([key, name, industry, country]) => ({
    externalId: demoId(key),
    name,
    industry,
    country,
    notes: null,
  }));

export const demoContacts = (): ContactDraft[] =>
  CONTACTS.map(([key, firstName, lastName, company], index) => ({
    externalId: demoId(key),
    firstName,
    lastName,
    email:
      key === 'pat'
        ? 'pat@customer.example'
        : `${firstName}.${lastName}@customer.example`.toLowerCase(),
    phone: `+44 20 7946 ${String(100 + index).padStart(4, '0')}`,
    company: company === null ? null : demoId(company),
  }));
