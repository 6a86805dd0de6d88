import {
  ATTEMPTS,
  expected,
  PANEL_WHO,
  STANDINGS,
  WHO,
  type Attempt,
  type Ownership,
  type Situation,
  type Who,
} from './support/access-table';
import {
  appForTests,
  logIn,
  makeApiUser,
  type Person,
  type Reply,
  type Voice,
} from './support/app';
import { builders, type Made } from './support/builders';
import { everything } from './support/share';
import { watchRows, type RowWatch } from './support/rows';
import { workshop } from './support/work';

/*
 * R13, S1 to S17: every action × every role × standing × active × owner, through REST and the admin
 * routes, against support/access-table.ts. What is to be refused is really asked for, what is to be done
 * is asked for as a preview; after each of them every row of every CRM table is what it was. A sample of the
 * deeds is done for real at the end.
 */

// Longer than the file takes on a busy machine: nobody here refreshes a token.
const app = appForTests({ env: { ACCESS_TOKEN_LIFESPAN: '7200' } });
const a = builders(app);
const work = workshop(app);

interface Case extends Situation {
  readonly lead: Made;
  /** Whose lead it is. */
  readonly owner: Person | null;
}

const PEOPLE = ['admin', 'manager', 'sales', 'marketeer', 'editor'] as const;
/** Owns what is nobody's here who asks. */
const ANOTHER = 'sue';

let cases: readonly Case[];
let rows: RowWatch;
const voices: Partial<Record<Who, Voice>> = {};
/** The documentIds that inputs name. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  voices.token = await app.token('full-access');
  await makeApiUser(app.strapi, 'portal@crm.example', 'crm_portal');
  voices.portal = await logIn(app.strapi, 'portal@crm.example');
  await makeApiUser(app.strapi, 'stranger@crm.example', 'crm_sales');
  voices.stranger = await logIn(app.strapi, 'stranger@crm.example');
  for (const who of PEOPLE) voices[who] = app.as[who];

  ids['list'] = (await a.create('marketing-list', { name: 'Spring' })).documentId;
  ids['company'] = (await a.create('company', { name: 'Linden' })).documentId;
  ids['new'] = (await work.stageOf('sales', 'new')).documentId;
  ids['assigned'] = (await work.stageOf('sales', 'assigned')).documentId;
  ids['qualified'] = (await work.stageOf('sales', 'qualified')).documentId;
  ids['disqualified'] = (await work.stageOf('sales', 'disqualified')).documentId;
  ids['lost'] = (await work.stageOf('sales', 'lost')).documentId;
  ids['won'] = (await work.stageOf('sales', 'won')).documentId;
  ids['reason'] = (await a.value('lost-reason', 'financial')).documentId;
  ids['inbound'] = (await work.pipelineOf('inbound')).documentId;
  ids['hot'] = (await a.value('lead-score', 'hot')).documentId;
  ids['code'] = (await a.value('disqualification-code', 'impossible-to-contact')).documentId;
  ids['direction'] = (await a.value('selling-direction', 'products')).documentId;
  // E17: an administrator allowed it, so that access is what is left to ask.
  await a.force('pipeline', await work.pipelineOf('sales'), { allow_reopen: true });

  rows = watchRows(app.strapi);
  cases = await makeCases();
});

async function makeCases(): Promise<Case[]> {
  const made: Case[] = [];
  for (const standing of STANDINGS) {
    for (const active of [true, false]) {
      for (const owner of [...PEOPLE, ANOTHER, null] as const) {
        const lead = await makeLead({ standing, active }, owner);
        made.push({ standing, active, owner, ownership: 'nobody’s', lead });
      }
    }
  }
  return made;
}

const OUTCOMES = { disqualified: 'unqualified', scored: 'lost' } as const;

async function makeLead(
  { standing, active }: Pick<Situation, 'standing' | 'active'>,
  owner: Person | null,
): Promise<Made> {
  const lead = await work.ready({ company: ids['company'] });
  const open = standing === 'new' || standing === 'assigned';
  const lost = await a.value('lead-score', 'lost');
  await work.stand(
    lead,
    standing === 'scored' ? 'assigned' : standing,
    owner === null ? null : app.members[owner],
    {
      active,
      status: open ? 'open' : 'closed',
      outcome: open ? null : (OUTCOMES[standing as keyof typeof OUTCOMES] ?? standing),
      ...(standing === 'scored' ? { lead_score_key: lost.id, lead_score_kind: 'lost-lead' } : {}),
    },
  );
  return lead;
}

/** Input that is right, so that nothing but access and standing can refuse. */
function inputOf({ name, action }: Attempt, who: Who): Record<string, unknown> {
  const self = app.members[who as Person]?.documentId ?? app.members.sue.documentId;
  switch (name) {
    case 'assign to oneself':
      return { owner: self };
    case 'claim by dragging':
      return { stage: ids['assigned'], data: { owner: self } };
    case 'drag to Assigned':
      return { stage: ids['assigned'], data: { owner: app.members.sue.documentId } };
    case 'drag to Qualified':
      return { stage: ids['qualified'], data: qualification() };
    case 'drag to Disqualified':
      return { stage: ids['disqualified'], data: disqualification() };
    case 'drag to Lost':
      return { stage: ids['lost'], data: { reason: ids['reason'] } };
    case 'drag to Won':
      return { stage: ids['won'] };
  }
  return inputOfAction(action);
}

const qualification = () => ({ city: 'Linz', sellingDirection: ids['direction'] });
const disqualification = () => ({ code: ids['code'], reason: 'No answer' });

function inputOfAction(action: string): Record<string, unknown> {
  switch (action) {
    case 'assign':
    case 'reassign':
      return { owner: app.members.sue.documentId };
    case 'qualify':
    case 'create-opportunity':
      return qualification();
    case 'disqualify':
    case 'correct-disqualification':
      return disqualification();
    case 'close-lost':
      return { reason: ids['reason'] };
    case 'change-pipeline':
      return { pipeline: ids['inbound'] };
    case 'score':
      return { leadScore: ids['hot'] };
    case 'reopen':
      return { stage: ids['new'], reason: 'They called back' };
    case 'add-to-marketing-list':
      return { list: ids['list'] };
    default:
      return {};
  }
}

type Door = 'REST' | 'the admin routes';

const ask = (
  door: Door,
  who: Who,
  attempt: Attempt,
  lead: Made,
  preview: boolean,
): Promise<Reply> =>
  voiceOf(door, who).post(
    `${door === 'REST' ? '/api/crm' : '/crm'}/leads/${lead.documentId}/${attempt.action}${preview ? '?preview=true' : ''}`,
    { data: inputOf(attempt, who) },
  );

function voiceOf(door: Door, who: Who): Voice {
  const voice = door === 'REST' ? voices[who] : app.inPanel[who as Person];
  if (voice === undefined) throw new Error(`${who} has no voice in ${door}.`);
  return voice;
}

/** The code of the refusal; a door that Strapi itself keeps closed has none. */
function answerOf({ status, body }: Reply): string {
  if (status === 200) return 'done';
  return body.error?.details?.code ?? (status === 403 ? 'door closed' : `${status}`);
}

/** The cases as they look to this person: their own, somebody else's, nobody's. */
const casesFor = (who: Who): Case[] =>
  cases.flatMap((one): Case[] => {
    if (one.owner !== null && one.owner !== who && one.owner !== ANOTHER) return [];
    const ownership: Ownership =
      one.owner === null ? 'nobody’s' : one.owner === who ? 'own' : 'another’s';
    return [{ ...one, ownership }];
  });

const said = ({ standing, active, ownership }: Situation): string =>
  `${standing}, ${active ? 'active' : 'inactive'}, ${ownership}`;

/**
 * One case of how many is asked. All of them are 12 500 requests, eight minutes of every run; eleven has no
 * factor in common with how the cases alternate, so that what one attempt leaves out the next one asks.
 */
const EVERY = everything ? 1 : 11;

/** Other cases for each batch, so that together they see them all. */
let batch = 0;
function sampled(all: readonly Case[], every: number): Case[] {
  batch += 1;
  return all.filter((_case, index) => (index + batch) % every === 0);
}

async function expectTable(door: Door, who: Who, attempt: Attempt): Promise<void> {
  await rows.look();
  const wanted: string[] = [];
  const answers: string[] = [];
  for (const one of sampled(casesFor(who), EVERY)) {
    const answer = expected(attempt, who, one);
    wanted.push(`${said(one)} → ${answer}`);
    const reply = await ask(door, who, attempt, one.lead, answer === 'done');
    answers.push(`${said(one)} → ${answerOf(reply)}`);
    expect([said(one), await rows.changed()]).toEqual([said(one), []]);
  }

  expect(answers).toEqual(wanted);
}

const DOORS = [
  { door: 'REST', people: WHO },
  { door: 'the admin routes', people: PANEL_WHO },
] as const;

const share = EVERY === 1 ? 'every case' : `one case of ${EVERY}`;

describe.each(DOORS)('R13: through $door the answer is what the table says', ({ door, people }) => {
  describe.each(people.map((who) => ({ who, share })))('$who, $share', ({ who }) => {
    it.each(ATTEMPTS.map((attempt) => ({ attempt, name: attempt.name })))('$name', ({ attempt }) =>
      expectTable(door, who, attempt),
    );
  });

  it('and what is written would be seen', async () => {
    await rows.look();
    const [one] = cases as [Case];
    const { title } = await a.read('lead', one.lead);

    await a.force('lead', one.lead, { title: 'Another title' });
    expect(await rows.changed()).toEqual(['crm_leads']);
    await a.force('lead', one.lead, { title });
    expect(await rows.changed()).toEqual(['crm_leads']);
  });
});

describe('R13: what is offered is what is allowed', () => {
  // Whom a lead is given to and where it is dragged shows with the input.
  const OFFERED: readonly Attempt[] = [
    ...ATTEMPTS.filter(
      ({ action, name }) => action !== 'change-stage' && name !== 'assign to a colleague',
    ),
    {
      name: 'drag',
      action: 'change-stage',
      asks: ['change-stage'],
      from: ['new', 'assigned'],
      claims: true,
    },
  ];

  it.each(['admin', 'manager', 'sales', 'marketeer', 'token'] as const)(
    'to %s, on every lead',
    async (who) => {
      for (const one of sampled(casesFor(who), 2 * EVERY)) {
        const { body } = await voiceOf('REST', who).get(
          `/api/crm/leads/${one.lead.documentId}/actions`,
        );

        for (const attempt of OFFERED) {
          const row = body.data.find(({ action }: { action: string }) => action === attempt.action);
          const answer = expected(attempt, who, one);
          const offered = row.allowed ? 'done' : row.refusal.code;
          const fine = [answer, ...alsoOffered(attempt, one, answer)];
          expect([said(one), attempt.name, fine]).toEqual([
            said(one),
            attempt.name,
            expect.arrayContaining([offered]),
          ]);
        }
      }
    },
  );

  /** What the input decides shows with the input. */
  function alsoOffered({ action }: Attempt, one: Case, answer: string): string[] {
    // Which score it will be is not known yet.
    if (action === 'score' && answer.startsWith('access.')) return ['done'];
    // Setting active what is active does nothing, and is not offered.
    return action === 'activate' && one.active ? ['lead.state'] : [];
  }
});

describe('R13: what is allowed is done', () => {
  /** What the lead is afterwards, by the attempt. */
  const EFFECTS: Readonly<Record<string, object>> = {
    'assign to a colleague': { state: 'assigned' },
    'assign to oneself': { state: 'assigned' },
    reassign: { state: 'assigned' },
    qualify: { state: 'qualified', status: 'closed', outcome: 'qualified' },
    disqualify: { state: 'disqualified', status: 'closed', outcome: 'unqualified' },
    'correct the disqualification': { state: 'disqualified', status: 'closed' },
    'create the opportunity later': { state: 'qualified' },
    'drag to Assigned': { state: 'assigned' },
    'claim by dragging': { state: 'assigned' },
    'drag to Qualified': { state: 'qualified' },
    'drag to Disqualified': { state: 'disqualified' },
    'close as lost': { state: 'lost', status: 'closed', outcome: 'lost', active: true },
    'close as won': { state: 'won', status: 'closed', outcome: 'won', active: true },
    'mark as sold': { status: 'open', soldAt: expect.any(String) },
    'drag to Lost': { state: 'lost', outcome: 'lost' },
    'drag to Won': { state: 'won', outcome: 'won' },
    'change pipeline': { status: 'open' },
    score: { status: 'open' },
    reopen: { state: 'new', status: 'open', outcome: null },
    activate: { active: true },
    deactivate: { active: false },
    'add to a marketing list': { status: 'open' },
  };

  it.each(
    ATTEMPTS.flatMap((attempt, index) =>
      (['admin', 'manager', 'sales', 'marketeer', 'token'] as const).flatMap((who) => {
        const situation: Situation = {
          standing: attempt.from.includes('assigned') ? 'assigned' : (attempt.from[0] ?? 'new'),
          active: attempt.action !== 'activate',
          ownership: who === 'token' ? 'another’s' : 'own',
        };
        const door: Door = index % 2 === 0 || who === 'token' ? 'REST' : 'the admin routes';
        return expected(attempt, who, situation) === 'done'
          ? [{ attempt, who, situation, door, name: attempt.name }]
          : [];
      }),
    ),
  )('$name by $who, through $door', async ({ attempt, who, situation, door }) => {
    const lead = await makeLead(situation, who === 'token' ? 'manager' : who);

    const reply = await ask(door, who, attempt, lead, false);

    expect(answerOf(reply)).toBe('done');
    const after = await a.read('lead', lead);
    expect({ ...after, active: Boolean(after.active) }).toMatchObject(EFFECTS[attempt.name] ?? {});
    expect(after.version).toBe(2);
    const history = await app.as.manager.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(history.body.data[0]).toMatchObject({
      action: attempt.action,
      door: door === 'REST' ? 'rest' : 'admin',
      actor: who === 'token' ? { kind: 'token' } : { kind: 'member' },
    });
  });
});
