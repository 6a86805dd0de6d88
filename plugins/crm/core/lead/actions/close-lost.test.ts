import { z } from 'zod';
import type { Settings } from '../../kernel/settings';
import { THIS_OPERATION } from '../../kernel/values';
import {
  aLeadIn,
  aMember,
  aPipeline,
  aStage,
  aValue,
  becomes,
  contextFor,
  created,
  keyed,
  leadBecomes,
  NO_FACTS,
  NOW,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import type { EventFact, GroupFact, PersonFact } from '../facts';
import { closeLost } from './close-lost';

const sales = aPipeline();
const lead = aLeadIn(sales, 'assigned');
const price = aValue('lost-reason', 'price', { id: 101, label: 'Financial' });
const other = aValue('lost-reason', 'other', { id: 102, label: 'Other' });
const retired = aValue('lost-reason', 'timing', { id: 103, label: 'Not ready', active: false });
const followUp = aValue('event-type', 'closed-lost-follow-up', { id: 110, label: 'Anruf später' });
const reason = price.documentId;

const aGroup = (given: Partial<GroupFact> = {}): GroupFact => ({
  ...ref(given.id ?? 60, given.label ?? 'Live Leads'),
  defaultOnLost: true,
  defaultOnWon: false,
  contactIds: new Set(),
  ...given,
});
const live = aGroup();
const newsletter = aGroup({ id: 61, label: 'Newsletter', defaultOnLost: false });

const aPerson = (id: number, label: string, given: Partial<PersonFact> = {}): PersonFact => ({
  ...ref(id, label),
  primaryIndividual: false,
  doNotContact: false,
  ...given,
});
const ana = aPerson(1, 'Ana', { primaryIndividual: true });
const bo = aPerson(2, 'Bo');

const anEvent = (id: number, dueAt: string, given: Partial<EventFact> = {}): EventFact => ({
  ...ref(id, `Event ${id}`),
  leadId: 1,
  kind: null,
  dueAt,
  allDay: false,
  ...given,
});
const past = anEvent(40, '2026-02-27T09:00:00.000Z');
const future = anEvent(41, '2026-03-20T09:00:00.000Z');

const facts = {
  pipelines: [sales],
  people: new Map([[1, [ana, bo]]]),
  groups: keyed(live, newsletter),
  events: [past, future],
  eventTypes: [followUp],
};
const world = {
  leads: [lead],
  dropdown: [price, other, retired, aValue('lead-score', 'hot', { id: 120 })],
  facts,
  actor: aMember({}),
};
const lose = (input: object, given: Partial<Parameters<typeof planOver>[2]> = {}) =>
  planOver(closeLost, input, { ...world, ...given });

const completed = (changes: ReturnType<typeof lose>['changes']): string[] =>
  changes.flatMap(({ subject, field }) => (field === 'completedAt' ? [subject.label] : []));
const joined = (changes: ReturnType<typeof lose>['changes']): string[] =>
  changes.flatMap(({ subject, after, deed }) =>
    deed === 'joined' ? [`${(after as { label: string }).label} → ${subject.label}`] : [],
  );

describe('closing a lead as lost', () => {
  it.each(['new', 'assigned'] as const)('L1 R2 R3: a lead that is %s is closed then', (state) => {
    const { changes, refused } = lose({ reason }, { leads: [aLeadIn(sales, state)] });

    expect(refused).toEqual([]);
    expect(leadBecomes(changes)).toMatchObject({
      state: 'lost',
      stage: { label: 'lost' },
      status: 'closed',
      outcome: 'lost',
      closedAt: NOW.toISOString(),
      closedBy: { label: 'Sam' },
      lostReason: { label: 'Financial' },
    });
  });

  it('R1 R7: it stays active, and nobody on it becomes inactive', () => {
    const { changes } = lose({ reason });

    expect(changes.map(({ field }) => field)).not.toContain('active');
    expect(changes.filter(({ subject }) => subject.record === 'contact')).toEqual([]);
  });

  it.each(['qualified', 'disqualified', 'dropped', 'won', 'lost'] as const)(
    'R2: %s is final',
    (state) => {
      const { refused } = lose({ reason }, { leads: [aLeadIn(sales, state)] });

      expect(refused).toMatchObject([{ code: 'lead.final' }]);
    },
  );

  it('X55: closed by its score it is closed already; inactive, it is read-only (R10)', () => {
    const scored = aLeadIn(sales, 'assigned', { leadScoreKind: 'lost-lead' });

    expect(lose({ reason }, { leads: [scored] }).refused).toMatchObject([{ code: 'lead.final' }]);
    expect(lose({ reason }, { leads: [{ ...lead, active: false }] }).refused).toMatchObject([
      { code: 'lead.inactive' },
    ]);
  });

  it('R2: a pipeline without such a stage says so, and does not offer it', () => {
    const inbound = aPipeline({ label: 'Inbound', stages: sales.stages.slice(0, 4) });
    const { refused } = lose({ reason }, { facts: { ...facts, pipelines: [inbound] } });

    expect(refused).toMatchObject([
      { code: 'lead.state', message: expect.stringContaining('"Inbound" has no stage') },
    ]);
    expect(closeLost.hindrance(lead, [inbound])).toMatchObject({ code: 'lead.state' });
    expect(closeLost.hindrance(lead, [sales])).toBeNull();
  });

  it('X57: what falls through was no sale', () => {
    const sold = { ...lead, soldAt: '2026-02-01T00:00:00.000Z' };

    expect(leadBecomes(lose({ reason }, { leads: [sold] }).changes)).toMatchObject({
      soldAt: null,
    });
  });
});

describe('the reason', () => {
  it.each([[{}], [{ reason: '' }], [{ reason: null }]])('R21: is needed: %j', (input) => {
    expect(lose(input).refused).toMatchObject([{ code: 'reason.required' }]);
  });

  it('R21: with something else wrong as well, both are named', () => {
    const { refused } = lose({ completeEvents: 'some' });

    expect(refused[0]?.code).toBe('input.invalid');
    expect(pathsOf(refused[0])).toEqual(['reason', 'completeEvents']);
  });

  it('L9 R31: is one of the list that is in use', () => {
    expect(lose({ reason: retired.documentId }).refused).toMatchObject([
      { code: 'dropdown.retired', details: { field: 'reason' } },
    ]);
    expect(lose({ reason: 'lead-score/hot' }).refused).toMatchObject([
      { code: 'dropdown.wrong-type', details: { field: 'reason', expected: 'lost-reason' } },
    ]);
    expect(pathsOf(lose({ reason: 'nothing' }).refused[0])).toEqual(['reason']);
  });

  it.each([[undefined], [''], ['   ']])('L9: "other" needs notes; %j are none', (notes) => {
    const { refused } = lose({ reason: other.documentId, notes });

    expect(pathsOf(refused[0])).toEqual(['notes']);
    expect(lose({ reason: other.documentId, notes: 'Moved away.' }).refused).toEqual([]);
  });

  it('L14: notes stay with the lead', () => {
    expect(becomes(lose({ reason, notes: 'They built.' }).changes, 'closeNotes')).toBe(
      'They built.',
    );
  });
});

describe('what a role has to fill in (L20, R21)', () => {
  const required = (fields: Settings['closeLost']['required']) => ({
    settings: { closeLost: { required: fields } },
  });

  it.each([
    ['notes', { notes: 'Because.' }],
    ['contactGroups', { contactGroups: [live.documentId] }],
    ['followUpAt', { followUpAt: '2026-05-01' }],
  ] as const)('L20: %s', (field, given) => {
    const asked = required({ crm_sales: [field] });

    expect(pathsOf(lose({ reason }, asked).refused[0])).toEqual([field]);
    expect(lose({ reason, ...given }, asked).refused).toEqual([]);
  });

  it('L20: with several roles, what all of them have to', () => {
    const actor = aMember({}, { roles: ['crm_sales', 'hospital'] });
    const asked = required({ crm_sales: ['notes'], hospital: ['followUpAt', 'notes'], else: [] });

    expect(pathsOf(lose({ reason }, { actor, ...asked }).refused[0])).toEqual([
      'notes',
      'followUpAt',
    ]);
  });

  it('L20: another role’s fields, and an empty list of groups, count for nothing', () => {
    expect(lose({ reason }, required({ crm_manager: ['notes'] })).refused).toEqual([]);
    expect(
      pathsOf(
        lose({ reason, contactGroups: [] }, required({ crm_sales: ['contactGroups'] })).refused[0],
      ),
    ).toEqual(['contactGroups']);
  });

  it('L20: is asked for in the form', () => {
    const context = contextFor(lead, { actor: aMember({}) });
    const closing = {
      ...context.settings.closeLost,
      required: { crm_sales: ['notes', 'followUpAt'] },
    };
    const settings = { ...context.settings, closeLost: closing } as Settings;
    const schemaFor = (given: Settings) =>
      z.toJSONSchema(closeLost.inputFor({ ...context, settings: given }), { io: 'input' });

    expect(schemaFor(context.settings).required).toEqual(['reason']);
    expect(schemaFor(settings)).toMatchObject({
      required: ['reason', 'notes', 'followUpAt'],
      properties: {
        notes: { title: 'Notes', 'x-crm': { kind: 'long-text' } },
        followUpAt: { title: 'Follow up on' },
      },
    });
  });
});

describe('events on close (R25)', () => {
  it('L10 L12: the overdue ones are completed if nothing is said, the others stay', () => {
    const { changes, kept } = lose({ reason });

    expect(completed(changes)).toEqual(['Event 40']);
    expect(changes.find(({ field }) => field === 'completedBy')?.after).toBe(THIS_OPERATION);
    expect(kept).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'L12', because: expect.stringContaining('Event 41') }),
      ]),
    );
  });

  it('L11: all of them, or none', () => {
    expect(completed(lose({ reason, completeEvents: 'all' }).changes)).toEqual([
      'Event 40',
      'Event 41',
    ]);
    expect(completed(lose({ reason, completeEvents: 'none' }).changes)).toEqual([]);
  });

  it.each([
    [{ completeEvents: ['overdue', 'all'] }],
    [{ completeEvents: 'overdue,all' }],
    [{ completeEvents: 'all', completeOverdue: true }],
    [{ completeEvents: true }],
  ])('X52: two choices, or none of the three, are refused and not guessed: %j', (input) => {
    expect(lose({ reason, ...input }).refused).toMatchObject([{ code: 'input.invalid' }]);
  });

  it('X51: a whole day is over with its end in the configured time zone', () => {
    // It is 13:00 in Berlin and 01:00 of the next day in Auckland.
    const today = anEvent(42, '2026-02-28T23:00:00.000Z', { allDay: true });
    const there = anEvent(43, '2026-02-28T11:00:00.000Z', { allDay: true });
    const inZone = (timeZone: string, event: EventFact) =>
      completed(
        lose({ reason }, { settings: { timeZone }, facts: { ...facts, events: [event] } }).changes,
      );

    expect(inZone('Europe/Berlin', today)).toEqual([]);
    expect(inZone('Pacific/Auckland', there)).toEqual(['Event 43']);
  });

  it('X51: only this lead’s', () => {
    const events = [past, { ...past, id: 44, label: 'Elsewhere', leadId: 2 }];

    expect(completed(lose({ reason }, { facts: { ...facts, events } }).changes)).toEqual([
      'Event 40',
    ]);
  });
});

describe('the follow-up (L16, R26)', () => {
  const made = (followUpAt: string, given: Partial<Parameters<typeof planOver>[2]> = {}) =>
    created(lose({ reason, followUpAt }, given).changes, 'calendar-event');

  it('L16 A9: is one event of the fixed type, whatever its value is called, for the owner', () => {
    expect(made('2026-04-01T09:00')).toEqual([
      {
        title: 'Closed Lost Lead Follow Up',
        type: followUp,
        lead: expect.objectContaining({ id: 1 }),
        assignee: ref(7, 'Sam'),
        dueAt: '2026-04-01T09:00:00.000Z',
        allDay: false,
      },
    ]);
    expect(created(lose({ reason }).changes, 'calendar-event')).toEqual([]);
  });

  it.each([
    ['2026-04-01T09:00:00+02:00', '2026-04-01T07:00:00.000Z', false],
    ['2026-04-01T09:00', '2026-04-01T13:00:00.000Z', false],
    ['2026-04-01', '2026-04-01T04:00:00.000Z', true],
    // Today, as a whole day, is not over.
    ['2026-03-01', '2026-03-01T05:00:00.000Z', true],
  ])('R25: %s is read in the configured time zone', (asked, dueAt, allDay) => {
    expect(made(asked, { settings: { timeZone: 'America/New_York' } })).toMatchObject([
      { dueAt, allDay },
    ]);
  });

  it.each(['2026-02-28', '2026-03-01T11:59', '2026-03-01T12:00:00Z', '2066-03-01', 'soon', ''])(
    'X53: %j is refused',
    (followUpAt) => {
      expect(pathsOf(lose({ reason, followUpAt }).refused[0])).toEqual(['followUpAt']);
    },
  );

  it('X52: the closing that makes it does not complete it', () => {
    const { changes } = lose({ reason, followUpAt: '2026-04-01', completeEvents: 'all' });

    expect(completed(changes)).toEqual(['Event 40', 'Event 41']);
    expect(created(changes, 'calendar-event')).toHaveLength(1);
  });

  it('X53: is the manager’s where the owner has left, else the closer’s', () => {
    const gone = { ...lead, ownerActive: false };
    const led = { ...gone, ownerManager: ref(9, 'Max') };
    const whose = (given: object) =>
      made('2026-04-01', { leads: [{ ...lead, ...given }] })[0]?.['assignee'];

    expect(whose(led)).toEqual(ref(9, 'Max'));
    expect(whose({ ...led, ownerManagerActive: false })).toEqual(ref(7, 'Sam'));
    expect(whose({ ...gone, owner: null })).toEqual(ref(7, 'Sam'));
  });

  it('R31: its type may be retired or gone', () => {
    const old = { ...followUp, active: false };
    const typeOf = (eventTypes: (typeof followUp)[]) =>
      made('2026-04-01', { facts: { ...facts, eventTypes } })[0];

    expect(typeOf([old])).toMatchObject({ type: old });
    expect(typeOf([old, { ...followUp, id: 111 }])).toMatchObject({ type: { id: 111 } });
    expect(typeOf([])).not.toHaveProperty('type');
  });
});

describe('contact groups (L15)', () => {
  it('L15: the configured ones if nothing is said; the primary individual goes in', () => {
    expect(joined(lose({ reason }).changes)).toEqual(['Ana → Live Leads']);
    expect(joined(lose({ reason, contactGroups: [] }).changes)).toEqual([]);
    expect(
      joined(lose({ reason, contactGroups: [newsletter.documentId, live.documentId] }).changes),
    ).toEqual(['Ana → Newsletter', 'Ana → Live Leads']);
  });

  it('L15: the form starts with the configured ones', () => {
    expect(closeLost.prefill(lead, { ...NO_FACTS, groups: facts.groups })).toEqual({
      contactGroups: [live.documentId],
    });
  });

  it('L15: without a primary individual everybody on the lead', () => {
    const people = new Map([[1, [bo, aPerson(3, 'Cy')]]]);

    expect(joined(lose({ reason }, { facts: { ...facts, people } }).changes)).toEqual([
      'Bo → Live Leads',
      'Cy → Live Leads',
    ]);
  });

  it('L15: nobody, where nobody is on the lead', () => {
    const { changes, kept } = lose({ reason }, { facts: { ...facts, people: new Map() } });

    expect(joined(changes)).toEqual([]);
    expect(kept.map(({ rule }) => rule)).toContain('L15');
  });

  it('X56: who is in one already stays, and one that is missing is named by its place', () => {
    const groups = keyed(aGroup({ contactIds: new Set([1]) }));
    const { changes, kept } = lose({ reason }, { facts: { ...facts, groups } });

    expect(joined(changes)).toEqual([]);
    expect(kept).toContainEqual(
      expect.objectContaining({ rule: 'X56', because: 'Ana is in "Live Leads" already.' }),
    );
    expect(pathsOf(lose({ reason, contactGroups: [live.documentId, 'gone'] }).refused[0])).toEqual([
      'contactGroups.1',
    ]);
    expect(lose({ reason }, { facts: { ...facts, groups: new Map() } }).refused).toEqual([]);
  });

  it('R30: who must not be contacted goes in, and it is said that nothing is sent', () => {
    const people = new Map([[1, [{ ...ana, doNotContact: true }]]]);
    const { changes, kept } = lose({ reason }, { facts: { ...facts, people } });

    expect(joined(changes)).toEqual(['Ana → Live Leads']);
    expect(kept.map(({ rule }) => rule)).toContain('R30');
  });

  it('X2 X56: two leads of one person put them into a group once, in either order', () => {
    const second = aLeadIn(sales, 'assigned', { id: 2 });
    const people = new Map([
      [1, [ana]],
      [2, [ana]],
    ]);
    for (const leads of [
      [lead, second],
      [second, lead],
    ]) {
      const { plans, changes } = lose({ reason }, { leads, facts: { ...facts, people } });

      expect(joined(changes)).toEqual(['Ana → Live Leads']);
      expect(plans[1]?.kept).toContainEqual(expect.objectContaining({ rule: 'X56' }));
    }
  });
});

describe('who may only ask (R15)', () => {
  const policy = { policy: 'request', permissionRoleExists: false } as const;
  const max = ref(9, 'Max');
  const deciders = { managerOf: new Map([[7, max]]), managers: [max], admins: [] };
  const ask = (input: object, given: Partial<Parameters<typeof planOver>[2]> = {}) =>
    lose(input, { policy, facts: { ...facts, deciders }, ...given });

  it('L5: leaves a request with the form, and the lead as it is', () => {
    const { plans, changes } = ask({ reason, notes: 'No money.', followUpAt: '2026-04-01' });

    expect(created(changes, 'close-request')).toEqual([
      {
        lead: expect.objectContaining({ id: 1 }),
        requester: ref(7, 'Sam'),
        form: JSON.stringify({
          completeEvents: 'overdue',
          followUpAt: '2026-04-01',
          notes: 'No money.',
          reason,
        }),
        status: 'pending',
        openKey: 1,
      },
    ]);
    expect(Object.keys(leadBecomes(changes))).toEqual(['pendingCloseRequest']);
    expect(plans).toMatchObject([{ action: 'request-close-lost' }]);
  });

  it('R16: says who decides, and tells them', () => {
    const { plans, kept } = ask({ reason });

    expect(kept).toMatchObject([{ rule: 'R15', because: expect.stringContaining('Max decides') }]);
    expect(plans[0]?.tells).toEqual([{ kind: 'close-request.submitted', to: [{ member: max }] }]);
  });

  it('X43: that nobody can decide keeps nobody from asking, and is said', () => {
    const { kept } = ask({ reason }, { facts });

    expect(kept).toMatchObject([{ because: expect.stringContaining('administrator') }]);
  });

  it('R21 L20: the form is judged before it is asked', () => {
    expect(ask({}).refused).toMatchObject([{ code: 'reason.required' }]);
    expect(ask({ reason: retired.documentId }).refused).toMatchObject([
      { code: 'dropdown.retired' },
    ]);
    const needed = { settings: { closeLost: { required: { crm_sales: ['notes'] } } } };
    expect(pathsOf(ask({ reason }, needed).refused[0])).toEqual(['notes']);
  });

  it('I10: one waits at a time', () => {
    const waiting = { ...lead, pendingCloseRequest: ref(70), pendingRequester: ref(7) };

    expect(ask({ reason }, { leads: [waiting] }).refused).toMatchObject([
      { code: 'request.pending' },
    ]);
  });

  it('L6: who may neither close nor ask is refused', () => {
    const none = { policy: { policy: 'deny', permissionRoleExists: false } } as const;

    expect(lose({ reason }, none).refused).toMatchObject([{ code: 'close-lost.denied' }]);
  });

  it('I9: what was in force is remembered', () => {
    expect(ask({ reason }).plans).toMatchObject([{ regime: 'request, asked for' }]);
    expect(lose({ reason }).plans).toMatchObject([{ regime: 'by-role, at once' }]);
    const role = { policy: 'by-role', permissionRoleExists: true } as const;
    const manager = aMember({}, { roles: ['crm_manager'] });
    expect(lose({ reason }, { policy: role, actor: manager }).plans).toMatchObject([
      { regime: 'by-role with the permission role, at once' },
    ]);
  });

  it('R16 X47: who may close at once does so, and the request that waits is void', () => {
    const waiting = { ...lead, pendingCloseRequest: ref(70), pendingRequester: ref(8, 'Sue') };
    const manager = aMember({}, { id: 9, roles: ['crm_manager'] });
    const { changes, plans } = ask({ reason }, { leads: [waiting], actor: manager });

    expect(leadBecomes(changes)).toMatchObject({ state: 'lost', pendingCloseRequest: null });
    expect(changes).toContainEqual(expect.objectContaining({ field: 'status', after: 'void' }));
    expect(plans[0]?.tells).toContainEqual({
      kind: 'close-request.voided',
      to: [{ member: ref(8, 'Sue') }],
      note: 'The lead has been closed meanwhile.',
    });
  });
});

describe('several ends of a pipeline', () => {
  it('E2: the first one, unless the board says which', () => {
    const stages = [...sales.stages, aStage('lost', { id: 8, label: 'Lost for good' })];
    const { changes } = lose(
      { reason },
      { facts: { ...facts, pipelines: [{ ...sales, stages }] } },
    );

    expect(leadBecomes(changes)['stage']).toMatchObject({ id: 6 });
  });
});
