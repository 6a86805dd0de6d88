import type { Reading } from '../drafts';
import type { SourceRow } from '../rows';
import { b2bPipeline } from './b2b-pipeline';

type Cells = Readonly<Record<string, string>>;

const rows = (...cells: readonly Cells[]): SourceRow[] =>
  cells.map((row, index) => ({ line: index + 2, cells: row }));

const WON: Cells = {
  opportunity_id: 'AAA',
  sales_agent: 'Mei-Mei Johns',
  product: 'GTX Pro',
  account: 'Isdom',
  deal_stage: 'Won',
  engage_date: '25-10-16',
  close_date: '01-03-17',
  close_value: '1054',
};

const OPEN: Cells = { ...WON, deal_stage: 'Engaging', close_date: '', close_value: '' };

const read = (...pipeline: readonly Cells[]): Reading =>
  b2bPipeline.read(
    new Map([
      [
        'accounts.csv',
        rows(
          {
            account: 'Isdom',
            sector: 'technolgy',
            office_location: 'Philipines',
            employees: '540',
            subsidiary_of: 'Acme Corporation',
          },
          { account: 'Cancity', sector: 'retail', office_location: 'United States' },
        ),
      ],
      ['products.csv', rows({ product: 'GTX Pro', series: 'GTX', sales_price: '4821' })],
      [
        'sales_teams.csv',
        rows(
          { sales_agent: 'Mei-Mei Johns', manager: 'Melvin Marxen', regional_office: 'Central' },
          { sales_agent: 'Donn Cantrell', manager: 'Rocco Neubert', regional_office: 'East' },
        ),
      ],
      ['sales_pipeline.csv', rows(...pipeline)],
    ]),
  );

const whyNot = (row: Cells): string | undefined => read(row).refused[0]?.because;

describe('reading the b2b pipeline', () => {
  it('makes members of agents and of their managers, each with an address', () => {
    const { members } = read();

    expect(members.map(({ name, email, office }) => [name, email, office])).toEqual([
      ['Melvin Marxen', 'melvin.marxen@b2b.example', 'Central'],
      ['Rocco Neubert', 'rocco.neubert@b2b.example', 'East'],
      ['Mei-Mei Johns', 'mei-mei.johns@b2b.example', 'Central'],
      ['Donn Cantrell', 'donn.cantrell@b2b.example', 'East'],
    ]);
    expect(members[2]?.manager).toBe(members[0]?.externalId);
  });

  it('mends known typing errors, and says so', () => {
    const { companies, remarks } = read();

    expect(companies[0]).toMatchObject({ industry: 'technology', country: 'Philippines' });
    expect(companies[0]?.notes).toBe('Employees: 540\nSubsidiary of: Acme Corporation');
    expect(remarks).toEqual([
      { file: 'accounts.csv', line: 2, because: '"technolgy" was read as "technology".' },
      { file: 'accounts.csv', line: 2, because: '"Philipines" was read as "Philippines".' },
    ]);
  });

  it('takes a won opportunity with its value and its dates, day first', () => {
    const [lead] = read(WON).leads;

    expect(lead).toMatchObject({
      externalId: 'b2b-pipeline:AAA',
      title: 'GTX Pro for Isdom',
      state: 'won',
      estimatedValue: 1054,
      createdAt: '2016-10-25T00:00:00.000Z',
      closedAt: '2017-03-01T00:00:00.000Z',
    });
  });

  it.each([
    ['Prospecting', 'new'],
    ['Engaging', 'assigned'],
  ])('reads the open stage %s as %s, worth the list price, with its owner', (stage, state) => {
    const { leads, members } = read({ ...OPEN, deal_stage: stage });

    expect(leads[0]).toMatchObject({ state, estimatedValue: 4821, closedAt: null });
    expect(leads[0]?.owner).toBe(members[2]?.externalId);
  });

  it('values what was lost at its list price, not at the 0 of the source', () => {
    const [lead] = read({ ...WON, deal_stage: 'Lost', close_value: '0' }).leads;

    expect(lead).toMatchObject({ state: 'lost', estimatedValue: 4821 });
  });

  it('knows a product in another spelling, and says so', () => {
    const { leads, remarks } = read({ ...WON, product: 'GTXPro' });

    expect(leads[0]?.title).toBe('GTX Pro for Isdom');
    expect(remarks.at(-1)?.because).toBe('The product "GTXPro" was read as "GTX Pro".');
  });

  it('takes an open row without account as a lead without company', () => {
    const { leads, remarks } = read({ ...OPEN, account: '' });

    expect(leads[0]).toMatchObject({ title: 'GTX Pro', company: null });
    expect(remarks.at(-1)?.because).toContain('without a company');
  });

  it.each<[string, Cells, string]>([
    [
      'an unknown stage',
      { deal_stage: 'Sold' },
      'has to be "Prospecting", "Engaging", "Won" or "Lost"',
    ],
    ['an unknown agent', { sales_agent: 'Nobody' }, '"Nobody" is not in sales_teams.csv'],
    ['an unknown product', { product: 'GTK 501' }, '"GTK 501" is not in products.csv'],
    ['an unknown account', { account: 'Nowhere' }, '"Nowhere" is not in accounts.csv'],
    ['a closed row without account', { account: '' }, 'The account is missing'],
    ['a month that does not exist', { engage_date: '10-25-16' }, '"10-25-16" is no date'],
    ['a day that does not exist', { engage_date: '31-02-16' }, '"31-02-16" is no date'],
    ['a date in another form', { close_date: '2017-03-01' }, '"2017-03-01" is no date'],
    ['a closed row without close date', { close_date: '' }, 'The close date is missing'],
    ['a close before the engagement', { close_date: '01-03-16' }, 'before it was engaged'],
    ['an open row with a close date', { deal_stage: 'Engaging' }, 'the stage is an open one'],
    ['a value that is no number', { close_value: 'much' }, '"much"'],
    ['a row without id', { opportunity_id: '' }, 'opportunity_id is empty'],
  ])('refuses %s', (_what, cells, sentence) => {
    expect(whyNot({ ...WON, ...cells })).toContain(sentence);
  });

  it('refuses the second row of an id, with the line of the first', () => {
    const { leads, refused } = read(WON, { ...WON, close_value: '7' });

    expect(leads).toHaveLength(1);
    expect(refused).toEqual([
      {
        file: 'sales_pipeline.csv',
        line: 3,
        because: 'opportunity_id "AAA" stands on line 2 already.',
      },
    ]);
  });
});
