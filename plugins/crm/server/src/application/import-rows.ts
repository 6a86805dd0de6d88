import type { Core } from '@strapi/strapi';
import { nameKeyOf } from '../../../core/company/name-key';
import type { Ref } from '../../../core/kernel/values';
import type {
  CompanyDraft,
  ContactDraft,
  Drafts,
  MemberDraft,
} from '../../../core/transfer/drafts';
import { loadImportGround } from '../facts/import';
import { findReferences } from '../facts/references';
import { inTransaction, type Tx } from '../store/transaction';
import { insertRecords } from '../store/write';
import { claimAddresses } from './addresses/claim';
import { sharingOf } from './addresses/sharing';
import { keysFrom } from './contacts/keep-keys';
import { importContacts } from './import-contacts';
import { importLeads } from './import-leads';

/** How many records of one kind the drafts named, and how many of them were new. */
interface ImportCount {
  readonly record: string;
  readonly given: number;
  readonly fresh: number;
}

export interface ImportResult {
  readonly counts: readonly ImportCount[];
  /** What did not come as the drafts had it, and why. */
  readonly missing: readonly string[];
}

/** Records written together: one transaction, and the same few statements however many there are. */
const CHUNK = 1000;

/**
 * Writes drafts, those that are not there yet: a record is known by its external id, a member by its
 * address, too. As `system`; leads begin their history with one operation that holds all they came with.
 */
export async function importRows(
  strapi: Core.Strapi,
  drafts: Drafts,
  { source, now }: { source: string; now: Date },
): Promise<ImportResult> {
  const ground = await inTransaction(strapi, loadImportGround);
  const members = await importMembers(strapi, drafts.members, now);
  const companies = await inChunks(strapi, drafts.companies, (tx, chunk) =>
    importCompanies(tx, chunk, now),
  );
  const missing = new Set<string>();
  const contacts = await inChunks(strapi, drafts.contacts, async (tx, chunk) => {
    const record = contactRecord(companies.known);
    const written = await importContacts(tx, chunk, record, sharingOf(strapi, tx), {
      source,
      now,
    });
    written.remarks.forEach((remark) => missing.add(remark));
    return written;
  });
  const known = {
    members: members.known,
    companies: companies.known,
    contacts: contacts.known,
    ground,
  };
  let leads = 0;
  let links = 0;
  for (const chunk of chunksOf(drafts.leads)) {
    const written = await inTransaction(strapi, (tx) => importLeads(tx, chunk, known, source, now));
    leads += written.leads;
    links += written.links;
    written.missing.forEach((what) => missing.add(what));
  }
  const givenLinks = drafts.leads.reduce((sum, { people }) => sum + people.length, 0);
  return {
    counts: [
      { record: 'members', given: drafts.members.length, fresh: members.fresh },
      { record: 'companies', given: drafts.companies.length, fresh: companies.fresh },
      { record: 'contacts', given: drafts.contacts.length, fresh: contacts.fresh },
      { record: 'leads', given: drafts.leads.length, fresh: leads },
      { record: 'lead contacts', given: givenLinks, fresh: links },
    ],
    missing: [...missing],
  };
}

interface Written {
  readonly known: ReadonlyMap<string, Ref>;
  readonly fresh: number;
}

function chunksOf<Draft>(drafts: readonly Draft[]): (readonly Draft[])[] {
  const chunks: (readonly Draft[])[] = [];
  for (let at = 0; at < drafts.length; at += CHUNK) chunks.push(drafts.slice(at, at + CHUNK));
  return chunks;
}

async function inChunks<Draft>(
  strapi: Core.Strapi,
  drafts: readonly Draft[],
  write: (tx: Tx, chunk: readonly Draft[]) => Promise<Written>,
): Promise<Written> {
  const known = new Map<string, Ref>();
  let fresh = 0;
  for (const chunk of chunksOf(drafts)) {
    const written = await inTransaction(strapi, (tx) => write(tx, chunk));
    for (const [externalId, ref] of written.known) known.set(externalId, ref);
    fresh += written.fresh;
  }
  return { known, fresh };
}

/** Inserts the drafts whose external id is new, and answers all of them by it. */
async function insertMissing<Draft extends { readonly externalId: string }>(
  tx: Tx,
  record: string,
  label: string,
  drafts: readonly Draft[],
  recordOf: (draft: Draft) => Readonly<Record<string, string | number | boolean | null>>,
  now: Date,
): Promise<Written> {
  const ids = drafts.map(({ externalId }) => externalId);
  const known = await findReferences(tx, record, { attribute: 'externalId', label }, ids);
  const missing = drafts.filter(({ externalId }) => !known.has(externalId));
  const records = missing.map(recordOf);
  const inserted = await insertRecords(tx, record, records, now);
  missing.forEach(({ externalId }, index) => {
    const row = inserted[index];
    if (row !== undefined) {
      known.set(externalId, { ...row, label: String(records[index]?.[label] ?? '') });
    }
  });
  return { known, fresh: missing.length };
}

/** A company that is not known by its external id is the one of its name, if there is one (S20). */
async function importCompanies(
  tx: Tx,
  drafts: readonly CompanyDraft[],
  now: Date,
): Promise<Written> {
  const by = (attribute: string, texts: readonly string[]): Promise<Map<string, Ref>> =>
    findReferences(tx, 'company', { attribute, label: 'name' }, texts);
  const ids = drafts.map(({ externalId }) => externalId);
  const known = await by('externalId', ids);
  const unknown = drafts.filter(({ externalId }) => !known.has(externalId));
  const named = await by(
    'nameKey',
    unknown.map(({ name }) => nameKeyOf(name)),
  );
  // Within this very import, too, the first of a name is the company of the others.
  const seen = new Set(named.keys());
  const fresh = unknown.filter(({ name }) => {
    const key = nameKeyOf(name);
    if (seen.has(key)) return false;
    if (key !== '') seen.add(key);
    return true;
  });
  const written = await insertMissing(tx, 'company', 'name', fresh, companyRecord, now);
  for (const [externalId, ref] of written.known) known.set(externalId, ref);
  for (const { externalId, name } of fresh) {
    const ref = known.get(externalId);
    if (ref !== undefined && nameKeyOf(name) !== '') named.set(nameKeyOf(name), ref);
  }
  for (const { externalId, name } of unknown) {
    const ref = named.get(nameKeyOf(name));
    if (ref !== undefined) known.set(externalId, ref);
  }
  return { known, fresh: written.fresh };
}

/**
 * Managers before those they manage. A member whose address is here already is that member, from
 * whichever source: a person is imported once.
 */
async function importMembers(
  strapi: Core.Strapi,
  drafts: readonly MemberDraft[],
  now: Date,
): Promise<Written> {
  return inTransaction(strapi, async (tx) => {
    const byAddress = await findReferences(
      tx,
      'member',
      { attribute: 'email', label: 'name' },
      drafts.map(({ email }) => email),
    );
    const known = new Map<string, Ref>();
    for (const { externalId, email } of drafts) {
      const member = byAddress.get(email);
      if (member !== undefined) known.set(externalId, member);
    }
    let waiting = drafts.filter(({ externalId }) => !known.has(externalId));
    let fresh = 0;
    // A round for each level of who manages whom, not for each member.
    while (waiting.length > 0) {
      const ready = waiting.filter(({ manager }) => manager === null || known.has(manager));
      // Two who manage each other, or a manager who is nowhere: they come without.
      const next = ready.length > 0 ? ready : waiting;
      const written = await insertMissing(tx, 'member', 'name', next, memberRecord(known), now);
      await claimAddresses(
        tx,
        'member',
        next.flatMap(({ externalId, email }) => {
          const id = written.known.get(externalId)?.id;
          return id === undefined ? [] : [{ id, email }];
        }),
        sharingOf(strapi, tx),
      );
      for (const [externalId, ref] of written.known) known.set(externalId, ref);
      fresh += written.fresh;
      waiting = waiting.filter((draft) => !next.includes(draft));
    }
    return { known, fresh };
  });
}

const memberRecord =
  (known: ReadonlyMap<string, Ref>) =>
  ({ externalId, name, email, manager, office }: MemberDraft) => ({
    externalId,
    name,
    email,
    office,
    active: true,
    manager: manager === null ? null : (known.get(manager)?.id ?? null),
  });

const companyRecord = ({ externalId, name, industry, country, notes }: CompanyDraft) => ({
  externalId,
  name,
  nameKey: nameKeyOf(name) || null,
  industry,
  country,
  notes,
});

const contactRecord =
  (companies: ReadonlyMap<string, Ref>) =>
  ({ externalId, firstName, lastName, email, phone, company }: ContactDraft) => ({
    externalId,
    firstName,
    lastName,
    email,
    phone,
    ...keysFrom({ firstName, lastName, phone }),
    company: company === null ? null : (companies.get(company)?.id ?? null),
    active: true,
    deceased: false,
    doNotContact: false,
  });
