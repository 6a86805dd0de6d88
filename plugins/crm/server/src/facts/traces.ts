import { PERSONAL_CONTACT_FIELDS } from '../../../core/contact/model';
import {
  ERASED_NAME,
  scrubber,
  type Identity,
  type Scrubber,
  type Share,
} from '../../../core/contact/rules/scrub';
import type { ChangedFields } from '../../../core/kernel/plan';
import { QUALIFICATION_FIELDS } from '../../../core/lead/model';
import { BULK_ITEM } from '../store/bulk-items';
import { OUTBOX_MODEL } from '../store/outbox';
import { columnType, containsAny, idsIn, jsonFrom, type Sql, type TypedColumn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** Where people are spoken of, and how a row says of whom. */
interface Place {
  readonly record: string;
  readonly texts?: readonly string[];
  /** JSON, in a column of that type or written down as text. */
  readonly json?: readonly string[];
  /** The lead, and the contact, that a row is about: an attribute, or SQL. */
  readonly lead?: string;
  readonly contact?: string;
  /** Others have a part in it. */
  readonly share?: Share;
  /** Of some rows only. */
  readonly only?: string;
  /** It speaks of leads and what hangs on them by their documentIds. */
  readonly names?: true;
}

const ABOUT_LEADS = QUALIFICATION_FIELDS.filter((name) => name !== 'channel');

/** What hangs on a person: its documentIds tell whom other rows speak of. */
const OWN: readonly Place[] = [
  {
    record: 'lead',
    texts: ['title', 'description', ...ABOUT_LEADS, 'disqualificationReason', 'closeNotes'],
    lead: 'id',
  },
  {
    record: 'opportunity',
    texts: ['name', 'currentSituation', 'description'],
    lead: 'originatingLead',
  },
  {
    record: 'task',
    texts: ['title', 'description'],
    json: ['form'],
    lead: 'lead',
    contact: 'contact',
  },
  { record: 'calendar-event', texts: ['title', 'notes'], lead: 'lead', contact: 'contact' },
  { record: 'close-request', texts: ['note'], json: ['form'], lead: 'lead' },
];

/** The same leads, frozen in jobs and told of in what is kept beside them. */
const OTHERS: readonly Place[] = [
  { record: 'company', texts: ['website', 'notes'], contact: 'primaryContact', share: 'part' },
  { record: BULK_ITEM, texts: ['message'], json: ['unsettled'], lead: 'leadId' },
  { record: 'notification', json: ['details'], lead: 'lead', names: true },
  { record: 'crm::idempotency-key', json: ['body'], names: true },
  { record: OUTBOX_MODEL.uid, texts: ['lastError'] },
  { record: 'saved-view', texts: ['name'], json: ['query'], names: true },
  { record: 'contact-group', texts: ['description'] },
  { record: 'marketing-list', texts: ['description'] },
  { record: 'operation', json: ['input', 'kept'], lead: 'lead', contact: 'contact' },
  // Who accepts an invitation does so in their own name.
  {
    record: 'operation',
    texts: ['actorName'],
    contact: 'contact',
    only: "action = 'accept-invitation'",
  },
];

const JOBS: Place = { record: 'bulk-job', texts: ['problem'], json: ['input'], share: 'part' };

const HISTORY: Place = { record: 'change', texts: ['recordLabel'], json: ['fields'] };

/** A row in which somebody is spoken of, as it is. */
interface Found {
  readonly id: number;
  readonly documentId: string;
  readonly about: ReadonlySet<number>;
  readonly share: Share;
  /** In the order of the columns of its place; JSON as plain data. */
  readonly values: readonly unknown[];
  /** A line of the history of this very person. */
  readonly own: boolean;
}

/** A row as it is, and as it is once nobody of those is spoken of in it. */
export interface Trace {
  readonly id: number;
  readonly documentId: string;
  readonly about: ReadonlySet<number>;
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

/** What is to be rewritten in one table. */
export interface Traces {
  readonly record: string;
  readonly columns: readonly (TypedColumn & { readonly attribute: string })[];
  readonly rows: readonly Trace[];
}

/**
 * R29: every row in which these people are spoken of: what is theirs, the leads that they are on and what
 * hangs on those, and whatever holds an address of theirs. A fixed number of statements, however many they are.
 * Whoever wants to write has locked the leads and the contacts, as everybody has who edits what hangs on them.
 */
export async function findTraces(
  tx: Tx,
  people: readonly (Identity & { readonly documentId: string })[],
): Promise<Traces[]> {
  const search = await searchFor(tx, people);
  const found: [Place, Found[]][] = [];
  for (const place of [...OWN, ...OTHERS]) found.push([place, await rowsOf(tx, search, place)]);
  found.push([JOBS, await jobsOf(tx, search)]);
  found.push([HISTORY, await historyOf(tx, search)]);
  const scrub = scrubber(people, search.documents);
  return found.map(([place, rows]) => scrubbed(tx, place, rows, scrub));
}

/** The leads that these contacts are on, by lead; ended links count. */
export async function leadsOfContacts(
  tx: Tx,
  contacts: readonly number[],
): Promise<Map<number, Set<number>>> {
  const links = tx.table('lead-contact');
  const [lead, contact] = [links.own('lead'), links.own('contact')];
  const these = idsIn(tx.dialect, contact, contacts);
  const rows = await tx.rows<{ lead: number; contact: number }>({
    sql: `select ${lead} as lead, ${contact} as contact from ${tx.quote(links.name)} where ${these.sql} and ${lead} is not null`,
    bindings: these.bindings,
  });
  const leads = new Map<number, Set<number>>();
  for (const row of rows) {
    leads.set(row.lead, (leads.get(row.lead) ?? new Set()).add(row.contact));
  }
  return leads;
}

interface Search {
  readonly people: ReadonlySet<number>;
  readonly leads: ReadonlyMap<number, ReadonlySet<number>>;
  /** Whom a record is about, by documentId. It grows with what is found. */
  readonly documents: Map<string, ReadonlySet<number>>;
  /** What is looked for in every place. */
  readonly texts: readonly string[];
}

async function searchFor(
  tx: Tx,
  people: readonly (Identity & { readonly documentId: string })[],
): Promise<Search> {
  const ids = people.map(({ id }) => id);
  return {
    people: new Set(ids),
    leads: await leadsOfContacts(tx, ids),
    documents: new Map(people.map(({ id, documentId }) => [documentId, new Set([id])])),
    texts: people.flatMap(({ documentId, addresses }) => [documentId, ...addresses]),
  };
}

interface Row {
  readonly [column: string]: unknown;
  readonly id: number;
  readonly document_id?: string | null;
}

async function rowsOf(tx: Tx, search: Search, place: Place): Promise<Found[]> {
  const table = tx.table(place.record);
  const column = (name: string): string => (name === 'id' ? name : tx.quote(table.own(name)));
  const keyed = [
    place.lead === undefined
      ? []
      : [idsIn(tx.dialect, column(place.lead), [...search.leads.keys()])],
    place.contact === undefined
      ? []
      : [idsIn(tx.dialect, column(place.contact), [...search.people])],
  ].flat();
  const rows = await select(tx, search, place, keyed, {
    lead_ref: place.lead === undefined ? 'null' : column(place.lead),
    contact_ref: place.contact === undefined ? 'null' : column(place.contact),
  });
  const found = rows.map((row) => foundIn(tx, search, place, row));
  if (NAMING.has(place.record)) {
    for (const { documentId, about } of found) {
      if (about.size > 0) search.documents.set(documentId, about);
    }
  }
  return found;
}

/** Rows that a key leads to, and rows that hold one of the texts. */
function select(
  tx: Tx,
  search: Search,
  place: Place,
  keyed: readonly Sql[],
  more: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const table = tx.table(place.record);
  const columns = columnsOf(tx, place).map(({ name }) => tx.quote(name));
  const texts = place.names === true ? [...search.texts, ...search.documents.keys()] : search.texts;
  const spoken = containsAny(tx.dialect, columns, texts);
  const these = [...keyed, spoken];
  const chosen = [
    'id',
    ...(table.attributes.includes('documentId') ? ['document_id'] : []),
    ...columns.map((name, index) => `${name} as c${index}`),
    ...Object.entries(more).map(([name, sql]) => `${sql} as ${name}`),
  ];
  const only = place.only === undefined ? '' : `${place.only} and `;
  return tx.rows<Row>({
    sql: `select ${chosen.join(', ')} from ${tx.quote(table.name)} where ${only}(${these.map(({ sql }) => sql).join(' or ')}) order by id`,
    bindings: these.flatMap(({ bindings }) => bindings),
  });
}

function foundIn(
  tx: Tx,
  search: Search,
  place: Place,
  row: Row,
  given?: ReadonlySet<number>,
): Found {
  const values = columnsOf(tx, place).map(({ attribute }, index) => {
    const value = row[`c${index}`];
    return place.json?.includes(attribute) === true ? jsonFrom<unknown>(value) : value;
  });
  const keyed = given ?? personsOf(search, row['lead_ref'], row['contact_ref']);
  // Where no key says whom it is about, what it speaks of does.
  const isKeyed = given !== undefined || keyed.size > 0;
  const about = isKeyed ? keyed : spokenOf(search, values);
  return {
    id: row.id,
    documentId: row.document_id ?? '',
    about,
    share: isKeyed ? (place.share ?? 'whole') : 'part',
    values,
    own: false,
  };
}

function personsOf(search: Search, lead: unknown, contact: unknown): ReadonlySet<number> {
  const people = new Set(search.leads.get(Number(lead ?? 0)));
  if (search.people.has(Number(contact ?? 0))) people.add(Number(contact));
  return people;
}

const DOCUMENT_ID = /\b[a-z][a-z0-9]{23}\b/g;

const spokenOf = ({ documents }: Search, values: readonly unknown[]): ReadonlySet<number> =>
  new Set(
    (JSON.stringify(values).match(DOCUMENT_ID) ?? []).flatMap((id) => [
      ...(documents.get(id) ?? []),
    ]),
  );

/** The jobs that one of the leads was in. */
async function jobsOf(tx: Tx, search: Search): Promise<Found[]> {
  const these = idsIn(tx.dialect, 'lead_id', [...search.leads.keys()]);
  const items = await tx.rows<{ job_id: number; lead_id: number }>({
    sql: `select job_id, lead_id from ${tx.quote(tx.table(BULK_ITEM).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  const about = new Map<number, Set<number>>();
  for (const { job_id, lead_id } of items) {
    const people = about.get(job_id) ?? new Set();
    about.set(job_id, people);
    for (const id of search.leads.get(lead_id) ?? []) people.add(id);
  }
  const rows = await select(tx, search, JOBS, [idsIn(tx.dialect, 'id', [...about.keys()])], {});
  return rows.map((row) => foundIn(tx, search, JOBS, row, about.get(row.id)));
}

/** What operations of these people, and of their leads, changed; and who else's speak of them. */
async function historyOf(tx: Tx, search: Search): Promise<Found[]> {
  const operations = tx.quote(tx.table('operation').name);
  const leads = idsIn(tx.dialect, 'lead_id', [...search.leads.keys()]);
  const contacts = idsIn(tx.dialect, 'contact_id', [...search.people]);
  const ofThem = idsIn(tx.dialect, 'record_id', [...search.people]);
  const keyed: Sql[] = [
    { sql: `(record = 'contact' and ${ofThem.sql})`, bindings: ofThem.bindings },
    {
      sql: `operation_id in (select id from ${operations} where ${leads.sql} or ${contacts.sql})`,
      bindings: [...leads.bindings, ...contacts.bindings],
    },
  ];
  const of = (column: string): string =>
    `(select o.${column} from ${operations} o where o.id = operation_id)`;
  const rows = await select(tx, search, HISTORY, keyed, {
    record: 'record',
    record_id: 'record_id',
    record_document_id: 'record_document_id',
    lead_ref: of('lead_id'),
    contact_ref: of('contact_id'),
  });
  return rows.map((row) => {
    const own = row['record'] === 'contact' && search.people.has(Number(row['record_id']));
    // In the operation of a lead stand its other people, too: their lines are theirs.
    const about = own
      ? new Set([Number(row['record_id'])])
      : THEIR_OWN.has(String(row['record']))
        ? new Set<number>()
        : personsOf(search, row['lead_ref'], row['contact_ref']);
    const isDeleted = HANGS_ON_LEADS.has(String(row['record'])) && about.size > 0;
    if (isDeleted) search.documents.set(String(row['record_document_id']), about);
    const found = foundIn(tx, search, HISTORY, row, about);
    return { ...found, own };
  });
}

/** Records that are not a lead's, although its operations change them. */
const THEIR_OWN: ReadonlySet<string> = new Set([
  'contact',
  'company',
  'contact-group',
  'marketing-list',
]);
/** What other rows name by its documentId: an operation, too, is called by the name of its lead. */
const NAMING: ReadonlySet<string> = new Set([...OWN.map(({ record }) => record), 'operation']);
const HANGS_ON_LEADS: ReadonlySet<string> = new Set(OWN.map(({ record }) => record));

function columnsOf(tx: Tx, { record, texts = [], json = [] }: Place): Traces['columns'] {
  const table = tx.table(record);
  return [...texts, ...json].map((attribute) => {
    const column = table.column(attribute);
    const type = column.kind === 'scalar' ? columnType(column.type) : 'text';
    return { attribute, name: table.own(attribute), type };
  });
}

function scrubbed(tx: Tx, place: Place, rows: readonly Found[], scrub: Scrubber): Traces {
  const columns = columnsOf(tx, place);
  return {
    record: place.record,
    columns,
    rows: rows.flatMap((row) => {
      const after = columns.map(({ attribute, type }, index) =>
        scrubbedValue(row, attribute, row.values[index], { type, scrub }),
      );
      return JSON.stringify(after) === JSON.stringify(row.values)
        ? []
        : [{ ...row, before: row.values, after }];
    }),
  };
}

/** How much a column of texts takes. */
const STRING_LENGTH = 255;

function scrubbedValue(
  { own, about, share }: Found,
  attribute: string,
  value: unknown,
  { type, scrub }: { type: TypedColumn['type']; scrub: Scrubber },
): unknown {
  if (value === null || value === undefined) return null;
  if (own && attribute === 'recordLabel') return ERASED_NAME;
  if (own && attribute === 'fields') return withoutPersonal(scrub.data(value, about));
  if (typeof value !== 'string') return scrub.data(value, about, share);
  const text = scrub.text(value, about, share);
  return type === 'string' ? text.slice(0, STRING_LENGTH) : text;
}

/** Of what was known of a person history keeps that it changed, and no longer what it was. */
const withoutPersonal = (fields: unknown): unknown =>
  Object.fromEntries(
    Object.entries(fields as ChangedFields).map(([field, change]) => [
      field,
      PERSONAL.has(field) ? { ...change, before: null, after: null } : change,
    ]),
  );

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_CONTACT_FIELDS);
