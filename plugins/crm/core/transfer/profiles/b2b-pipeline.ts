import { keyOf } from '../../dropdown/types';
import type { LeadState } from '../../lead/model';
import type { CompanyDraft, LeadDraft, MemberDraft, RowNote } from '../drafts';
import {
  amount,
  dayMonthYear,
  oneOfThese,
  readRows,
  squash,
  type Profile,
  type SourceRow,
} from '../rows';

const ACCOUNTS = {
  name: 'accounts.csv',
  columns: [
    'account',
    'sector',
    'year_established',
    'revenue',
    'employees',
    'office_location',
    'subsidiary_of',
  ],
};
const PRODUCTS = { name: 'products.csv', columns: ['product', 'series', 'sales_price'] };
const TEAMS = { name: 'sales_teams.csv', columns: ['sales_agent', 'manager', 'regional_office'] };
const PIPELINE = {
  name: 'sales_pipeline.csv',
  columns: [
    'opportunity_id',
    'sales_agent',
    'product',
    'account',
    'deal_stage',
    'engage_date',
    'close_date',
    'close_value',
  ],
};

const STATES: Readonly<Record<string, LeadState>> = {
  Prospecting: 'new',
  Engaging: 'assigned',
  Won: 'won',
  Lost: 'lost',
};

/** Typing errors of the source, and what was meant. */
const SPELLINGS: Readonly<Record<string, string>> = {
  technolgy: 'technology',
  Philipines: 'Philippines',
};

const idOf = (name: string): string => `b2b-pipeline:${name}`;
const memberId = (name: string): string => idOf(keyOf(name));
const companyId = (name: string): string => idOf(name);

/** The public "CRM Sales Opportunities" set: agents with their managers, accounts, opportunities. */
export const b2bPipeline: Profile = {
  key: 'b2b-pipeline',
  label: 'B2B pipeline',
  files: [ACCOUNTS, PRODUCTS, TEAMS, PIPELINE],

  read(tables) {
    const rowsOf = ({ name }: { name: string }): readonly SourceRow[] => tables.get(name) ?? [];
    const agents = readRows(TEAMS.name, rowsOf(TEAMS), 'sales_agent', memberFrom);
    const companies = readRows(ACCOUNTS.name, rowsOf(ACCOUNTS), 'account', companyFrom);
    const products = readRows(PRODUCTS.name, rowsOf(PRODUCTS), 'product', productFrom);
    const known: Known = {
      agents: new Set(agents.taken.map(({ name }) => name)),
      accounts: new Set(companies.taken.map(({ name }) => name)),
      products: new Map(products.taken.map((product) => [squash(product.name), product])),
    };
    const leads = readRows(PIPELINE.name, rowsOf(PIPELINE), 'opportunity_id', (row, remark) =>
      leadFrom(row, known, remark),
    );
    const all = [agents, companies, products, leads];
    return {
      members: [...managersOf(rowsOf(TEAMS), known.agents), ...agents.taken],
      companies: companies.taken,
      contacts: [],
      leads: leads.taken,
      refused: all.flatMap(({ refused }): readonly RowNote[] => refused),
      remarks: all.flatMap(({ remarks }): readonly RowNote[] => remarks),
      notes: ['The source names companies, but no people: these leads have no contacts yet.'],
    };
  },
};

const emailOf = (name: string): string =>
  `${name.split(/\s+/).map(keyOf).filter(Boolean).join('.')}@b2b.example`;

const member = (name: string, manager: string | null, office: string | null): MemberDraft => ({
  externalId: memberId(name),
  name,
  email: emailOf(name),
  manager: manager === null ? null : memberId(manager),
  office,
});

function memberFrom({ cells }: SourceRow): MemberDraft {
  const { sales_agent: name = '', manager = '', regional_office: office = '' } = cells;
  return member(name, manager === '' || manager === name ? null : manager, office || null);
}

/** Managers stand in the file only as their agents' managers; their office is their team's. */
function managersOf(rows: readonly SourceRow[], agents: ReadonlySet<string>): MemberDraft[] {
  const offices = new Map(
    rows.map(({ cells }) => [cells['manager'] ?? '', cells['regional_office'] ?? '']),
  );
  return [...offices]
    .filter(([name]) => name !== '' && !agents.has(name))
    .map(([name, office]) => member(name, null, office || null));
}

function companyFrom({ cells }: SourceRow, remark: (because: string) => void): CompanyDraft {
  const spelled = (text: string): string => {
    const meant = SPELLINGS[text];
    if (meant === undefined) return text;
    remark(`"${text}" was read as "${meant}".`);
    return meant;
  };
  const name = cells['account'] ?? '';
  const facts = [
    ['Established', cells['year_established']],
    ['Revenue (million)', cells['revenue']],
    ['Employees', cells['employees']],
    ['Subsidiary of', cells['subsidiary_of']],
  ].flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
  return {
    externalId: companyId(name),
    name,
    industry: spelled(cells['sector'] ?? '') || null,
    country: spelled(cells['office_location'] ?? '') || null,
    notes: facts.length === 0 ? null : facts.join('\n'),
  };
}

interface Product {
  readonly name: string;
  readonly series: string;
  readonly price: number;
}

function productFrom({ cells }: SourceRow): Product | string {
  const { product: name = '', series = '', sales_price: text = '' } = cells;
  const price = amount(text);
  return price === null
    ? `The price "${text}" of "${name}" is not a number.`
    : { name, series, price };
}

interface Known {
  readonly agents: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  readonly products: ReadonlyMap<string, Product>;
}

function leadFrom(
  { cells }: SourceRow,
  known: Known,
  remark: (because: string) => void,
): LeadDraft | string {
  const { opportunity_id: id = '', account = '' } = cells;
  const named = whatItNames(cells, known);
  if (typeof named === 'string') return named;
  const { state, agent, product } = named;
  const closed = state === 'won' || state === 'lost';
  if (account === '' && closed) {
    return 'The account is missing: nobody knows who bought or did not.';
  }
  const dates = datesOf(cells, closed);
  if (typeof dates === 'string') return dates;
  const value = valueOf(cells, state, product);
  if (typeof value === 'string') return value;
  if (cells['product'] !== product.name) {
    remark(`The product "${cells['product'] ?? ''}" was read as "${product.name}".`);
  }
  if (account === '') remark('The account is missing; the lead was taken without a company.');
  return {
    externalId: idOf(id),
    title: account === '' ? product.name : `${product.name} for ${account}`,
    description: `Product ${product.name} (series ${product.series}), list price ${product.price}.`,
    state,
    owner: memberId(agent),
    company: account === '' ? null : companyId(account),
    values: {},
    estimatedValue: value,
    ...dates,
    people: [],
  };
}

interface Named {
  readonly state: LeadState;
  readonly agent: string;
  readonly product: Product;
}

/** What a row points to in the other files, all of it known, or what is not. */
function whatItNames(cells: SourceRow['cells'], known: Known): Named | string {
  const { deal_stage: stage = '', sales_agent: agent = '' } = cells;
  const { product: spelled = '', account = '' } = cells;
  const state = STATES[stage];
  if (state === undefined) {
    return `The stage "${stage}" is unknown; it has to be ${oneOfThese(Object.keys(STATES))}.`;
  }
  if (!known.agents.has(agent)) return `The sales agent "${agent}" is not in ${TEAMS.name}.`;
  const product = known.products.get(squash(spelled));
  if (product === undefined) {
    return `The product "${spelled}" is not in ${PRODUCTS.name}, in any spelling.`;
  }
  if (account !== '' && !known.accounts.has(account)) {
    return `The account "${account}" is not in ${ACCOUNTS.name}.`;
  }
  return { state, agent, product };
}

/** What was not sold was worth its list price; the source says 0 for lost and nothing for open. */
function valueOf(
  { close_value: text = '' }: SourceRow['cells'],
  state: LeadState,
  product: Product,
): number | string {
  if (state !== 'won') return product.price;
  return amount(text) ?? `The close value "${text}" of a won opportunity is not a number.`;
}

function datesOf(
  cells: SourceRow['cells'],
  closed: boolean,
): Pick<LeadDraft, 'createdAt' | 'closedAt'> | string {
  const { engage_date: engaged = '', close_date: ended = '' } = cells;
  const createdAt = dayMonthYear(engaged);
  if (engaged !== '' && createdAt === null) return badDate('engage', engaged);
  if (!closed) {
    return ended === ''
      ? { createdAt, closedAt: null }
      : 'There is a close date, but the stage is an open one.';
  }
  const closedAt = dayMonthYear(ended);
  if (closedAt === null) return badDate('close', ended);
  if (createdAt !== null && closedAt < createdAt) {
    return `It was closed (${ended}) before it was engaged (${engaged}).`;
  }
  return { createdAt, closedAt };
}

const badDate = (which: string, text: string): string =>
  text === ''
    ? `The ${which} date is missing.`
    : `The ${which} date "${text}" is no date of the form day-month-year, such as 25-10-16.`;
