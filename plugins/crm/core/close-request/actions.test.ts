import {
  aLeadIn,
  aMember,
  aPipeline,
  aStage,
  aValue,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../testing/facts';
import { SYSTEM, type Actor } from '../kernel/actor';
import {
  approveRequests,
  declineRequests,
  withdrawRequests,
  type RequestDeed,
  type RequestFact,
} from './actions';

const sales = aPipeline();
const [sam, max, mona, ada] = [ref(7, 'Sam'), ref(9, 'Max'), ref(10, 'Mona'), ref(11, 'Ada')];
const price = aValue('lost-reason', 'price', { id: 101, label: 'Financial' });
const aRequest = (given: Partial<RequestFact> = {}): RequestFact => ({
  ...ref(given.id ?? 70),
  leadId: 1,
  requester: sam,
  requesterRoles: ['crm_sales'],
  form: { reason: price.documentId, completeEvents: 'none', notes: 'No money.' },
  status: 'pending',
  ...given,
});
const waitingLead = (id = 1) =>
  aLeadIn(sales, 'assigned', {
    id,
    pendingCloseRequest: ref(69 + id),
    pendingRequester: sam,
  });
const manager: Actor = { ...aMember({}, { id: 9, roles: ['crm_manager'] }), name: 'Max' };

const deciders = { managerOf: new Map([[7, max]]), managers: [max, mona], admins: [ada] };
const world = {
  leads: [waitingLead()],
  dropdown: [price],
  actor: manager,
  facts: { pipelines: [sales], deciders },
};
const decide = (
  deed: RequestDeed,
  input: object = {},
  given: Partial<Parameters<typeof planOver>[2]> = {},
  requests: readonly RequestFact[] = [aRequest()],
) => planOver(deed(requests), input, { ...world, ...given });

const settled = (changes: ReturnType<typeof decide>['changes']) =>
  Object.fromEntries(
    changes
      .filter(({ subject }) => subject.record === 'close-request')
      .map(({ field, after }) => [field, after]),
  );

describe('approving a request (R16)', () => {
  it('closes the lead with the stored form, by whoever approves', () => {
    const { changes, plans } = decide(approveRequests, { note: 'Agreed.' });

    expect(leadBecomes(changes)).toMatchObject({
      state: 'lost',
      closeNotes: 'No money.',
      closedBy: { id: 9 },
      pendingCloseRequest: null,
    });
    expect(settled(changes)).toMatchObject({
      status: 'approved',
      decider: { id: 9 },
      note: 'Agreed.',
      openKey: null,
    });
    expect(plans[0]?.regime).toBe('by-role, by approval');
  });

  it('L7: tells the requester, and everybody who is told of a loss', () => {
    expect(decide(approveRequests, { note: 'Agreed.' }).plans[0]?.tells).toEqual([
      expect.objectContaining({ kind: 'lead.closed-lost' }),
      { kind: 'close-request.approved', to: [{ member: sam }], note: 'Agreed.' },
    ]);
  });

  it('X46: judges the form again as things are now', () => {
    const retired = { dropdown: [{ ...price, active: false }] };
    const needed = { settings: { closeLost: { required: { crm_sales: ['followUpAt'] } } } };
    const late = aRequest({ form: { reason: price.documentId, followUpAt: '2026-02-01' } });

    expect(decide(approveRequests, {}, retired).refused).toMatchObject([
      { code: 'dropdown.retired' },
    ]);
    expect(pathsOf(decide(approveRequests, {}, needed).refused[0])).toEqual(['followUpAt']);
    expect(pathsOf(decide(approveRequests, {}, {}, [late]).refused[0])).toEqual(['followUpAt']);
  });

  it('L20: what is needed is what the requester’s roles have to fill in', () => {
    const needed = { settings: { closeLost: { required: { crm_manager: ['followUpAt'] } } } };

    expect(decide(approveRequests, {}, needed).refused).toEqual([]);
  });

  it('E2: into the very stage that was asked for, while it is there', () => {
    const stages = [...sales.stages, aStage('lost', { id: 8, label: 'Lost for good' })];
    const facts = { ...world.facts, pipelines: [{ ...sales, stages }] };
    const form = { reason: price.documentId, stage: 'stage8' };
    const stageOf = (given: object) =>
      leadBecomes(decide(approveRequests, {}, given, [aRequest({ form })]).changes)['stage'];

    expect(stageOf({ facts })).toMatchObject({ id: 8 });
    expect(stageOf({})).toMatchObject({ id: 6 });
  });

  it('X48: several at once, each with its own form and its own answer', () => {
    const requests = [
      aRequest(),
      aRequest({ id: 71, leadId: 2, form: { reason: 'gone' } }),
      aRequest({ id: 72, leadId: 3, requester: max }),
    ];
    const leads = [1, 2, 3].map(waitingLead);
    const { plans, refused } = decide(approveRequests, {}, { leads }, requests);

    expect(plans).toHaveLength(1);
    expect(refused.map(({ code }) => code)).toEqual(['input.invalid', 'access.owner']);
  });
});

describe('declining a request (R16)', () => {
  it('leaves the lead open, and tells why', () => {
    const { changes, plans } = decide(declineRequests, { note: 'Call once more.' });

    expect(leadBecomes(changes)).toEqual({ pendingCloseRequest: null });
    expect(settled(changes)).toMatchObject({ status: 'declined', note: 'Call once more.' });
    expect(plans[0]?.tells).toEqual([
      { kind: 'close-request.declined', to: [{ member: sam }], note: 'Call once more.' },
    ]);
  });
});

describe.each([
  ['approving', approveRequests],
  ['declining', declineRequests],
] as const)('who may decide: %s', (_name, deed) => {
  const by = (actor: Actor, given: Partial<typeof deciders> = {}, request = aRequest()) =>
    decide(deed, {}, { actor, facts: { ...world.facts, deciders: { ...deciders, ...given } } }, [
      request,
    ]).refused;
  const refusedTo = (names: string) => [
    { code: 'access.owner', message: expect.stringContaining(names) },
  ];

  it('R16: the requester’s manager, and while there is one nobody else', () => {
    expect(by(manager)).toEqual([]);
    expect(by(aMember({}, { id: 10, roles: ['crm_manager'] }))).toMatchObject(refusedTo('Max'));
    expect(by(aMember({}, { id: 11, roles: ['crm_admin'] }))).toMatchObject(refusedTo('Max'));
  });

  it('X43: else any manager, else any administrator', () => {
    const alone = { managerOf: new Map() };

    expect(by(aMember({}, { id: 10, roles: ['crm_manager'] }), alone)).toEqual([]);
    expect(by(aMember({}, { id: 11 }), alone)).toMatchObject(refusedTo('Max or Mona'));
    expect(by(aMember({}, { id: 11 }), { ...alone, managers: [] })).toEqual([]);
  });

  it('X44: never the requester', () => {
    expect(by(aMember({}, { id: 7, roles: ['crm_manager'] }))).toMatchObject(
      refusedTo('Nobody decides on their own request. Max'),
    );
    const own = aRequest({ requester: max });
    expect(by(manager, { managerOf: new Map(), managers: [max] }, own)).toMatchObject(
      refusedTo('Ada'),
    );
  });

  it('X43: where nobody is left, that is said', () => {
    const nobody = { managerOf: new Map(), managers: [], admins: [] };

    expect(by(manager, nobody)).toMatchObject(refusedTo('An administrator has to name one'));
  });

  it('I12: no token ever; the system is not asked', () => {
    const token: Actor = { ...manager, kind: 'token', member: null, roles: ['crm_admin'] };

    expect(by(token)).toMatchObject(refusedTo('Only Max'));
    expect(by(SYSTEM)).toEqual([]);
  });
});

describe('withdrawing a request (X43)', () => {
  it('R16: by who asked, and by nobody else', () => {
    const { changes } = decide(withdrawRequests, {}, { actor: aMember({}, { id: 7 }) });

    expect(leadBecomes(changes)).toEqual({ pendingCloseRequest: null });
    expect(settled(changes)).toMatchObject({ status: 'withdrawn' });
    expect(decide(withdrawRequests, {}).refused).toMatchObject([
      { code: 'access.owner', message: expect.stringContaining('Only Sam') },
    ]);
    expect(decide(withdrawRequests, {}, { actor: SYSTEM }).refused).toEqual([]);
  });
});

it('I10: a lead has one request at a time, so that one of them is found by its lead', () => {
  expect(() => decide(declineRequests, {}, {}, [])).toThrow('No request');
  expect(keyed(aRequest()).size).toBe(1);
});
