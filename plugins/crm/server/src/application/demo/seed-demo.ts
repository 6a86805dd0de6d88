import type { Core } from '@strapi/strapi';
import { uidOf } from '../../content-types/record';
import { findReferences } from '../../facts/references';
import { inTransaction, type Tx } from '../../store/transaction';
import { insertRecords, updateRows } from '../../store/write';
import { importRows } from '../import-rows';
import { doDeeds } from './deeds';
import { makeEvents } from './events';
import { demoLeads } from './leads';
import { demoId, demoMembers, makeLogins, makePortalLogin } from './logins';
import { makeOpportunities } from './opportunities';
import { demoCompanies, demoContacts } from './people';

/** What a database in use has; in any of them one row is enough to leave it alone. */
const SIGNS_OF_LIFE = [
  'admin::user',
  'plugin::users-permissions.user',
  ...['member', 'lead', 'contact', 'company'].map(uidOf),
];

/**
 * `CRM_SEED=demo`: fills an empty database with the demo of design.md, section 6; all of it or nothing.
 * A database with anybody or anything in it stays as it is.
 *
 * @returns whether it was filled
 */
export async function seedDemo(strapi: Core.Strapi, now: Date): Promise<boolean> {
  for (const uid of SIGNS_OF_LIFE) {
    if ((await strapi.db.query(uid).count()) > 0) return false;
  }
  const leads = demoLeads(now);
  await inTransaction(strapi, async (tx) => {
    const apiUsers = await makeLogins(strapi);
    const people = {
      members: demoMembers(),
      companies: demoCompanies(),
      contacts: demoContacts(),
    };
    await importRows(strapi, { ...people, leads: [] }, { source: 'demo', now });
    for (const lead of leads) {
      // Each at its own time, so that no history begins after what happened next (I5).
      const began = new Date(lead.closedAt ?? lead.createdAt ?? now);
      await importRows(strapi, { ...people, leads: [lead] }, { source: 'demo', now: began });
    }
    await connectPeople(strapi, tx, now);
    await makeOpportunities(tx, leads, now);
    await insertRecords(tx, 'marketing-list', LISTS, now);
    await makeEvents(tx, now);
    await doDeeds(strapi, apiUsers, now);
  });
  return true;
}

/** S13: to put leads on. */
const LISTS = [
  { name: 'Spring campaign', description: 'Invitations to the open days in spring.' },
  { name: 'Newsletter', description: 'Four times a year.' },
];

/** Pat's login, and the person to call at a company: no door sets a portal login yet. */
async function connectPeople(strapi: Core.Strapi, tx: Tx, now: Date): Promise<void> {
  const people = await findReferences(tx, 'contact', BY_ID, [demoId('pat'), demoId('nora')]);
  const companies = await findReferences(tx, 'company', COMPANY, [demoId('norvik')]);
  const [pat, nora] = [people.get(demoId('pat')), people.get(demoId('nora'))];
  const norvik = companies.get(demoId('norvik'));
  if (pat === undefined || nora === undefined || norvik === undefined) {
    throw new Error('The demo lacks its people.');
  }
  const login = {
    id: await makePortalLogin(strapi, 'pat', pat.id),
    documentId: '',
    label: 'Pat',
  };
  await updateRows(tx, 'contact', [{ id: pat.id, set: { portalUser: login } }], now, false);
  await updateRows(tx, 'company', [{ id: norvik.id, set: { primaryContact: nora } }], now, false);
}

const BY_ID = { attribute: 'externalId', label: 'lastName' };
const COMPANY = { attribute: 'externalId', label: 'name' };
