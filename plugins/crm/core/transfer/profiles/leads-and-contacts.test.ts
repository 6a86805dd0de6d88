import type { Reading } from '../drafts';
import type { SourceRow } from '../rows';
import { leadsAndContacts } from './leads-and-contacts';

type Cells = Readonly<Record<string, string>>;

const rows = (...cells: readonly Cells[]): SourceRow[] =>
  cells.map((row, index) => ({ line: index + 2, cells: row }));

const ANA: Cells = { ContactID: 'C001', FullName: 'Ana Brook', Email: 'Ana@Example.com' };

const LEAD: Cells = {
  LeadID: 'L0001',
  ContactID: 'C001',
  LeadSource: 'Referral',
  LeadStatus: 'Working',
  CreatedDate: '2025-02-05',
  Notes: 'Wants to be called.',
};

const read = (leads: readonly Cells[], contacts: readonly Cells[] = [ANA]): Reading =>
  leadsAndContacts.read(
    new Map([
      ['Contacts.csv', rows(...contacts)],
      ['Leads.csv', rows(...leads)],
    ]),
  );

const whyNot = (cells: Cells): string | undefined =>
  read([{ ...LEAD, ...cells }]).refused[0]?.because;

describe('reading leads and contacts', () => {
  it.each([
    ['Brooke Brown', 'Brooke', 'Brown'],
    ['Mr. Juan Joseph', 'Mr. Juan', 'Joseph'],
    ['Hector King DDS', 'Hector', 'King DDS'],
    ['Cher', null, 'Cher'],
  ])('splits the name %s', (FullName, firstName, lastName) => {
    const [contact] = read([], [{ ...ANA, FullName }]).contacts;

    expect(contact).toMatchObject({ firstName, lastName, email: 'ana@example.com' });
  });

  it('links the person as primary individual and primary contact, as themselves (X16)', () => {
    const [lead] = read([LEAD]).leads;

    expect(lead?.people).toEqual([
      {
        contact: 'leads-and-contacts:C001',
        relationship: 'self',
        primaryIndividual: true,
        primaryContact: true,
      },
    ]);
  });

  it.each([
    ['New', 'new', false],
    ['Working', 'assigned', false],
    ['Qualified', 'qualified', true],
    ['Lost', 'lost', true],
  ])('reads the status %s as the state %s', (LeadStatus, state, closed) => {
    const [lead] = read([{ ...LEAD, LeadStatus }]).leads;

    expect(lead?.state).toBe(state);
    expect(lead?.createdAt).toBe('2025-02-05T00:00:00.000Z');
    expect(lead?.closedAt).toBe(closed ? lead?.createdAt : null);
  });

  it('keeps a source as its channel, and says when there is none for it', () => {
    const { leads, remarks } = read([LEAD, { ...LEAD, LeadID: 'L0002', LeadSource: 'Fax' }]);

    expect(leads.map(({ values }) => values)).toEqual([{ channel: 'referral' }, {}]);
    expect(remarks).toEqual([expect.objectContaining({ line: 3 })]);
  });

  it('takes a contact whose address is none, without it', () => {
    const { contacts, remarks } = read([], [{ ...ANA, Email: 'none' }]);

    expect(contacts[0]?.email).toBeNull();
    expect(remarks[0]?.because).toContain('"none" is no e-mail address');
  });

  it.each<[string, Cells, string]>([
    [
      'an unknown status',
      { LeadStatus: 'Hot' },
      'has to be "New", "Working", "Qualified" or "Lost"',
    ],
    ['an unknown contact', { ContactID: 'C999' }, '"C999" is not in Contacts.csv'],
    ['a date in another form', { CreatedDate: '05-02-25' }, '"05-02-25" is no date'],
    ['a day that does not exist', { CreatedDate: '2025-02-30' }, '"2025-02-30" is no date'],
  ])('refuses %s', (_what, cells, sentence) => {
    expect(whyNot(cells)).toContain(sentence);
  });

  it('refuses a row that has not the shape of its file', () => {
    const broken = { line: 7, cells: LEAD, broken: 'It has 5 cells instead of 6.' };

    const { refused } = leadsAndContacts.read(
      new Map([
        ['Contacts.csv', rows(ANA)],
        ['Leads.csv', [broken]],
      ]),
    );

    expect(refused).toEqual([
      { file: 'Leads.csv', line: 7, because: 'It has 5 cells instead of 6.' },
    ]);
  });

  it('refuses a contact without name, and the leads of it', () => {
    const { refused } = read([LEAD], [{ ...ANA, FullName: '' }]);

    expect(refused.map(({ file }) => file)).toEqual(['Contacts.csv', 'Leads.csv']);
  });

  it('says that nothing is taken from the opportunities', () => {
    expect(read([]).notes.join(' ')).toContain('Opportunity.csv');
  });
});
