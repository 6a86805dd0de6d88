import { totalsOf } from '../plugins/crm/core/report/figures';
import { REPORT_KEYS, REPORTS, type ReportRow } from '../plugins/crm/core/report/reports';
import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { statementsOf, type Statement } from './support/statements';
import { workshop } from './support/work';

/* L22: why leads were lost, what became of those that came in, how long they stayed where, and with whom. */

const app = appForTests();
const a = builders(app);
const work = workshop(app);

/** A lead as the plain reference knows it. */
interface Sample {
  readonly made: Made;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly outcome: string | null;
  readonly state: string;
  readonly active: boolean;
  readonly owner: string | null;
  readonly reason: string | null;
  readonly value: number | null;
}

const samples: Sample[] = [];
const DAY = 24 * 60 * 60 * 1000;

/** The same numbers in every run: a small generator of its own. */
function dice(seed: number) {
  let state = seed;
  return (sides: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const OUTCOMES = ['qualified', 'won', 'lost', 'lost', 'lost', 'unqualified', 'deceased', 'dropped'];

beforeAll(async () => {
  await app.as.admin.put('/api/crm/settings', { data: { timeZone: 'Europe/Berlin' } });
  const roll = dice(20_260_301);
  const owners = [null, app.members.sales, app.members.sue, app.members.manager];
  const names = [null, 'Sam Sales', 'Sue Sales', 'Max Manager'];
  const reasons = await Promise.all(
    ['financial', 'no-response', 'other'].map((key) => a.value('lost-reason', key)),
  );
  const labels = ['Financial', 'No response', 'Other', null];
  const start = Date.parse('2025-01-01T00:00:00Z');
  for (let index = 0; index < 120; index += 1) {
    const owner = roll(4);
    const reason = roll(4);
    const outcome = roll(3) === 0 ? null : (OUTCOMES[roll(OUTCOMES.length)] ?? null);
    const createdAt = new Date(start + roll(400) * DAY + roll(24) * 3_600_000);
    const closedAt = outcome === null ? null : new Date(createdAt.getTime() + roll(60) * DAY);
    const state = outcome === null ? (roll(2) === 0 ? 'new' : 'assigned') : stateOf(outcome);
    const value = roll(5) === 0 ? null : roll(100_000) / 100;
    const active = roll(5) > 0;
    const made = await a.lead();
    await work.stand(made, state, owners[owner] ?? null, {
      status: outcome === null ? 'open' : 'closed',
      outcome,
      active,
      created_at: stored(createdAt),
      closed_at: closedAt === null ? null : stored(closedAt),
      lost_reason_key: reasons[reason]?.id ?? null,
      estimated_value: value,
    });
    samples.push({
      made,
      createdAt: createdAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      outcome,
      state,
      active,
      owner: names[owner] ?? null,
      reason: labels[reason] ?? null,
      value,
    });
  }
});

const stateOf = (outcome: string): string =>
  ({ unqualified: 'disqualified', deceased: 'assigned' })[outcome] ?? outcome;

/** An instant as Strapi's drivers write it. */
const stored = (instant: Date): Date | number =>
  databaseUnderTest === 'sqlite' ? instant.getTime() : instant;

const report = async (
  path: string,
  as = app.as.manager,
): Promise<{ data: ReportRow[]; meta: any }> => {
  const reply = await as.get(`/api/crm/reports/${path}`);
  expect({ status: reply.status, error: reply.body.error }).toEqual({ status: 200 });
  return reply.body;
};

const YEAR = 'from=2025-01-01&to=2025-12-31';
const inYear = (instant: string | null): boolean =>
  // Berlin is an hour ahead at both ends of a year.
  instant !== null && instant >= '2024-12-31T23:00:00.000Z' && instant < '2025-12-31T23:00:00.000Z';

/** How many, by a key of their own. */
function tally(
  found: readonly Sample[],
  keyOf: (sample: Sample) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sample of found) counts[keyOf(sample)] = (counts[keyOf(sample)] ?? 0) + 1;
  return counts;
}

const leadsBy = (rows: readonly ReportRow[], keyOf: (row: ReportRow) => string) => {
  const counts: Record<string, number> = {};
  for (const row of rows)
    counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + (row.figures['leads'] ?? 0);
  return counts;
};

const berlinMonth = (instant: string | null): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit' })
    .format(new Date(instant ?? 0))
    .slice(0, 7);

describe('the report of lost reasons', () => {
  const lost = (): Sample[] =>
    samples.filter(({ outcome, closedAt }) => outcome === 'lost' && inYear(closedAt));

  it('R30: counts the lost ones of the period by reason, no reason too, and no deaths', async () => {
    const { data, meta } = await report(`lost-reasons?${YEAR}`);

    expect(leadsBy(data, ({ group }) => group.label)).toEqual(
      tally(lost(), ({ reason }) => reason ?? 'No reason'),
    );
    expect(data.find(({ group }) => group.label === 'No reason')?.group.key).toBeNull();
    expect(meta).toMatchObject({ by: 'reason', scope: 'all', timeZone: 'Europe/Berlin' });
    expect(meta.totals.leads).toBe(lost().length);
    const value = lost().reduce((sum, sample) => sum + (sample.value ?? 0), 0);
    expect(meta.totals.value).toBeCloseTo(value, 2);
  });

  it.each([
    ['owner', (sample: Sample) => `${sample.owner ?? 'Nobody'}: ${sample.reason ?? 'No reason'}`],
    [
      'month',
      (sample: Sample) => `${berlinMonth(sample.closedAt)}: ${sample.reason ?? 'No reason'}`,
    ],
    ['pipeline', (sample: Sample) => `Sales: ${sample.reason ?? 'No reason'}`],
  ])('by %s: the same leads, told apart by their reasons', async (by, keyOf) => {
    const { data, meta } = await report(`lost-reasons?${YEAR}&by=${by}`);

    expect(leadsBy(data, ({ group, reason }) => `${group.label}: ${reason?.label}`)).toEqual(
      tally(lost(), keyOf),
    );
    expect(meta.totals.leads).toBe(lost().length);
  });

  it('R3: by the stage that they were lost from, whether by a deed or by their score', async () => {
    const owner = app.members.marketeer;
    const byScore = await work.assigned(owner);
    await app.as.marketeer.post(`/api/crm/leads/${byScore.documentId}/score`, {
      data: { leadScore: (await a.value('lead-score', 'lost')).documentId },
    });
    const { data } = await report('lost-reasons?by=stage', app.as.marketeer);

    expect(data.map(({ group, figures }) => [group.label, figures['leads']])).toEqual([
      ['Assigned', 1],
    ]);
    const all = await report(`lost-reasons?${YEAR}&by=stage`);
    // These were put where they stand; history says nothing of a stage before.
    expect(leadsBy(all.data, ({ group }) => group.label)).toEqual({ 'Not known': lost().length });
  });

  it('R25: days begin and end in the configured time zone', async () => {
    const lead = await work.assigned(app.members.marketeer);
    await work.stand(lead, 'lost', app.members.marketeer, {
      status: 'closed',
      outcome: 'lost',
      // Half past midnight in Berlin, the day before in UTC.
      closed_at: stored(new Date('2020-06-30T22:30:00Z')),
    });
    const on = async (day: string): Promise<number> =>
      (await report(`lost-reasons?from=${day}&to=${day}`)).meta.totals.leads;

    expect(await on('2020-07-01')).toBe(1);
    expect(await on('2020-06-30')).toBe(0);
  });
});

describe('the funnel', () => {
  const came = (): Sample[] => samples.filter(({ createdAt }) => inYear(createdAt));

  it.each([
    ['owner', (sample: Sample) => sample.owner ?? 'Nobody'],
    ['month', (sample: Sample) => berlinMonth(sample.createdAt)],
    ['pipeline', () => 'Sales'],
  ])('by %s: every lead that came in counts once', async (by, keyOf) => {
    const { data, meta } = await report(`funnel?${YEAR}&by=${by}`);

    expect(leadsBy(data, ({ group }) => group.label)).toEqual(tally(came(), keyOf));
    const { leads, worked, ...ways } = meta.totals;
    expect(leads).toBe(came().length);
    expect(worked).toBe(came().filter(({ state }) => state !== 'new').length);
    expect(Object.values<number>(ways).reduce((sum, part) => sum + part, 0)).toBe(leads);
    for (const outcome of ['won', 'lost', 'deceased']) {
      expect(ways[outcome]).toBe(came().filter((sample) => sample.outcome === outcome).length);
    }
    for (const { figures } of data) {
      const converted = (figures['won'] ?? 0) + (figures['qualified'] ?? 0);
      const closed =
        converted +
        ['lost', 'unqualified', 'dropped'].reduce((sum, way) => sum + (figures[way] ?? 0), 0);
      if (closed === 0) expect(figures['conversion']).toBeNull();
      else expect(figures['conversion']).toBeCloseTo(converted / closed, 3);
    }
  });
});

describe('the report of owners', () => {
  it('has what each has open today, and has closed in the period', async () => {
    const { data } = await report(`owners?${YEAR}`);

    for (const name of ['Sam Sales', 'Sue Sales', 'Max Manager', 'Nobody']) {
      const own = samples.filter(({ owner }) => (owner ?? 'Nobody') === name);
      const row = data.find(({ group }) => group.label === name)?.figures;
      const closed = own.filter(({ closedAt }) => inYear(closedAt));
      expect([name, row?.['open']]).toEqual([
        name,
        own.filter(({ outcome, active }) => outcome === null && active).length,
      ]);
      expect(row?.['closed']).toBe(closed.length);
      expect(row?.['lost']).toBe(closed.filter(({ outcome }) => outcome === 'lost').length);
      const won = closed.filter(({ outcome }) => outcome === 'won');
      expect(row?.['value']).toBeCloseTo(
        won.reduce((sum, { value }) => sum + (value ?? 0), 0),
        2,
      );
    }
  });
});

describe('the report of the time in stages', () => {
  it('measures the stays that have ended, and forgets what was undone', async () => {
    const lead = await work.assigned(app.members.sales);
    const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();
    const stages = {
      first: await work.stageOf('sales', 'new'),
      next: await work.stageOf('sales', 'assigned'),
      last: await work.stageOf('sales', 'dropped'),
    };
    const moved = async (from: Made, to: Made, days: [number, number], undoes: object = {}) => {
      const { id } = await a.row('operation', {
        action: 'change-stage',
        lead_id: lead.id,
        ...undoes,
      });
      await a.row('change', {
        operation_id: id,
        record: 'lead',
        record_id: lead.id,
        fields: JSON.stringify({
          stage: { before: { id: from.id }, after: { id: to.id }, rule: 'E2' },
          stageEnteredAt: { before: ago(days[0]), after: ago(days[1]), rule: 'E2' },
        }),
        stage_left: from.id,
        stayed: ((days[0] - days[1]) * DAY) / 1000,
      });
      return id;
    };
    const before = (await report('time-in-stage')).data;
    await moved(stages.first, stages.next, [10, 6]);
    const undone = await moved(stages.next, stages.last, [6, 5]);
    await moved(stages.last, stages.next, [5, 6], { undoes_id: undone });
    await moved(stages.next, stages.last, [6, 4]);
    const { data } = await report('time-in-stage');

    const stay = (rows: ReportRow[], name: string) =>
      rows.find(({ group }) => group.label === `Sales: ${name}`)?.figures;
    expect(before.map(({ group }) => group.label)).not.toContain('Sales: New');
    expect(stay(data, 'New')).toEqual({
      visits: 1,
      averageDays: 4,
      shortestDays: 4,
      longestDays: 4,
    });
    expect(stay(data, 'Assigned')).toMatchObject({ visits: 1, averageDays: 2 });
  });
});

describe('a move', () => {
  it('L22: tells the report how long the lead has stood there, and no more once it is undone', async () => {
    const visits = async (name: string) =>
      (await report('time-in-stage')).data.find(({ group }) => group.label === `Inbound: ${name}`)
        ?.figures;
    const lead = await a.lead({ pipeline: (await work.pipelineOf('inbound')).documentId });
    await a.force('lead', lead, {
      stage_key: (await work.stageOf('inbound', 'new')).id,
      stage_entered_at: new Date(Date.now() - 3 * DAY),
    });
    const stage = await work.stageOf('inbound', 'assigned');

    const moved = await app.as.manager.post(`/api/crm/leads/${lead.documentId}/change-stage`, {
      data: { stage: stage.documentId, data: { owner: app.members.sales.documentId } },
    });

    expect(moved.status).toBe(200);
    expect(await visits('New')).toMatchObject({ visits: 1, averageDays: 3, longestDays: 3 });
    const { documentId } = moved.body.meta.operation;
    expect((await app.as.manager.post(`/api/crm/operations/${documentId}/undo`)).status).toBe(200);
    expect(await visits('New')).toBeUndefined();
  });

  it('L22: lists one pipeline after the other, each in the order of its stages', async () => {
    const lead = await work.assigned(app.members.sales);
    const order = [
      ['inbound', 'assigned'],
      ['sales', 'assigned'],
      ['inbound', 'new'],
      ['sales', 'new'],
    ] as const;
    for (const [pipeline, state] of order) {
      const { id } = await a.row('operation', { action: 'change-stage', lead_id: lead.id });
      await a.row('change', {
        operation_id: id,
        record: 'lead',
        record_id: lead.id,
        fields: '{}',
        stage_left: (await work.stageOf(pipeline, state)).id,
        stayed: 60,
      });
    }
    const pipelines = app.strapi.db.connection('crm_pipelines');
    const places = await pipelines.clone().select('id', 'position');
    await pipelines.clone().update({ position: 0 });

    const { data } = await report('time-in-stage');
    for (const { id, position } of places)
      await pipelines.clone().where({ id }).update({ position });

    const labels: string[] = data.map(({ group }) => group.label);
    const names = labels.map((label) => label.split(':')[0] ?? '');
    expect(names).toEqual(
      [...names].sort((one, other) => names.indexOf(one) - names.indexOf(other)),
    );
    expect(labels.filter((label) => label.startsWith('Sales'))[0]).toBe('Sales: New');
  });
});

describe('every report', () => {
  const asked = REPORT_KEYS.flatMap((key) => REPORTS[key].by.map((by) => `${key}?by=${by}`));

  it.each(asked)('%s: its rows add up to its totals', async (path) => {
    const { data, meta } = await report(`${path}&${YEAR}`);

    expect(meta.totals).toEqual(totalsOf(meta.report, data));
  });

  it('shows sales staff their own leads, and managers those of all', async () => {
    const own = await report(`owners?${YEAR}`, app.as.sales);
    const all = await report(`owners?${YEAR}`, app.as.manager);
    const inPanel = await app.inPanel.sales.get(`/crm/reports/owners?${YEAR}`);

    expect(own.meta.scope).toBe('own');
    expect(own.data.map(({ group }) => group.label)).toEqual(['Sam Sales']);
    expect(all.data.length).toBeGreaterThan(1);
    expect(inPanel.body.data).toEqual(own.data);
    expect((await app.as.editor.get('/api/crm/reports/owners')).status).toBe(403);
  });

  it.each([
    ['from=2025-02-01&to=2025-01-01', 'to'],
    ['from=yesterday', 'from'],
    ['from=1900-01-01', 'from'],
    ['by=colour', 'by'],
    ['format=pdf', 'format'],
    ['until=2025-01-01', 'until'],
  ])('names what is wrong in %s', async (query, field) => {
    const reply = await app.as.manager.get(`/api/crm/reports/lost-reasons?${query}`);

    expect(reply.status).toBe(400);
    expect(reply.body.error.details.errors[0].path).toEqual([field]);
  });

  it('D15: is a file for a spreadsheet, in which nothing is a formula', async () => {
    const reason = await a.create('dropdown-value', {
      label: '=cmd|calc',
      key: `formula${Date.now()}`,
      dropdownType: await typeOf('lost-reason'),
      masterType: await masterTypeOf('price'),
    });
    const lead = await work.assigned(app.members.marketeer);
    await work.stand(lead, 'lost', app.members.marketeer, {
      status: 'closed',
      outcome: 'lost',
      closed_at: stored(new Date('2019-06-01T12:00:00Z')),
      lost_reason_key: reason.id,
    });

    const reply = await app.as.manager.get(
      '/api/crm/reports/lost-reasons?from=2019-06-01&to=2019-06-30&by=owner&format=csv',
    );

    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toContain(
      'lost-reasons-2019-06-01-2019-06-30.csv',
    );
    expect(reply.text).toBe(
      "\uFEFFOwner,Reason,Leads,Estimated value\nMia Marketeer,'=cmd|calc,1,0\n",
    );
  });

  it('is one statement beside the settings, whatever it is grouped by', async () => {
    for (const path of asked) {
      const seen = await statementsOfReport(path);

      expect([path, seen.length]).toEqual([path, 1]);
    }
  });

  (databaseUnderTest === 'sqlite' ? it : it.skip)('walks along an index', async () => {
    const scans: string[] = [];
    for (const path of asked) {
      for (const { sql, bindings = [] } of await statementsOfReport(path)) {
        const plan = await app.strapi.db.connection.raw<{ detail: string }[]>(
          `explain query plan ${sql}`,
          bindings as never,
        );
        scans.push(
          ...plan.flatMap(({ detail }) =>
            /^SCAN (l|c|o|u|crm_\w+)\b/.test(detail) ? [`${path}: ${detail}`] : [],
          ),
        );
      }
    }

    expect(scans).toEqual([]);
  });
});

const statementsOfReport = (path: string): Promise<Statement[]> =>
  statementsOf(
    app,
    () => app.as.manager.get(`/api/crm/reports/${path}&${YEAR}`),
    ({ sql }) => sql.includes('crm_leads'),
  );

const typeOf = async (key: string): Promise<string> =>
  (await app.strapi.db.query('plugin::crm.dropdown-type').findOne({ where: { key } })).documentId;
const masterTypeOf = async (key: string): Promise<string> =>
  (await app.strapi.db.query('plugin::crm.master-type').findOne({ where: { key } })).documentId;
