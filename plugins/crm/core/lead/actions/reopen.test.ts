import {
  aContact,
  aDealPipeline,
  aLeadIn,
  aLink,
  aMember,
  aPipeline,
  aStage,
  contactsSet,
  contextFor,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { isFinal, LEAD_STATES } from '../model';
import { offerLeadAction } from '../offer';
import { reopen } from './reopen';

const sales = aPipeline({ allowReopen: true });
const deals = aDealPipeline();
const facts = { pipelines: [sales, deals] };
const closing = { closedAt: '2026-02-01T00:00:00.000Z', closedBy: ref(7, 'Sam') };
const disqualified = aLeadIn(sales, 'disqualified', {
  ...closing,
  disqualificationCode: ref(70, 'Non-target client'),
  disqualificationReason: 'Too small.',
});
const world = { leads: [disqualified], facts };
const to = (id: number) => ({ stage: `stage${id}`, reason: 'They called.' });
const [NEW, ASSIGNED, QUALIFIED] = [1, 2, 3];

describe('reopening a lead', () => {
  it('R19 E17: returns it to an earlier stage, open, its outcome left to the history', () => {
    const { changes } = planOver(reopen, to(ASSIGNED), world);

    expect(leadBecomes(changes)).toEqual({
      stage: expect.objectContaining({ label: 'assigned' }),
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
      state: 'assigned',
      status: 'open',
      outcome: null,
      closedAt: null,
      closedBy: null,
      disqualificationCode: null,
      disqualificationReason: null,
    });
  });

  it('R19 E16: is refused where no administrator has allowed it', () => {
    const strict = aPipeline({ allowReopen: false, label: 'Strict' });

    const { refused, changes } = planOver(reopen, to(ASSIGNED), {
      ...world,
      facts: { pipelines: [strict] },
    });

    expect(refused).toMatchObject([
      { code: 'reopen.not-allowed', details: { pipeline: 'Strict' } },
    ]);
    expect(changes).toEqual([]);
  });

  it.each(LEAD_STATES.filter((state) => isFinal(state)))(
    'E17: takes a lead back that is %s',
    (state) => {
      const { changes } = planOver(reopen, to(ASSIGNED), {
        ...world,
        leads: [aLeadIn(sales, state, closing)],
      });

      expect(leadBecomes(changes)).toMatchObject({ state: 'assigned', outcome: null });
    },
  );

  it('R19: asks for a reason', () => {
    const { refused } = planOver(reopen, { stage: 'stage2' }, world);

    expect(refused).toMatchObject([{ code: 'reason.required' }]);
  });

  it('R19: what is open is not reopened, nor is it offered', () => {
    const open = aLeadIn(sales, 'assigned');

    const { refused } = planOver(reopen, to(NEW), { ...world, leads: [open] });

    expect(refused).toMatchObject([{ code: 'lead.state' }]);
    expect(offerLeadAction(reopen, contextFor(open))).toMatchObject({ code: 'lead.state' });
    expect(offerLeadAction(reopen, contextFor(disqualified))).toBeNull();
  });

  it('X67: to a stage that is there, of its own pipeline, and not final', () => {
    const ask = (stage: string) =>
      pathsOf(planOver(reopen, { stage, reason: 'They called.' }, world).refused[0]);

    expect(ask('gone')).toEqual(['stage']);
    expect(ask(deals.stages[0]?.documentId ?? '')).toEqual(['stage']);
    expect(ask(`stage${QUALIFIED}`)).toEqual(['stage']);
    expect(ask(disqualified.stage?.documentId ?? '')).toEqual(['stage']);
  });

  it('X59 X67: every open stage is earlier than an end, wherever the board shows it', () => {
    const [first, ...rest] = sales.stages;
    const late = aStage('assigned', { id: 8, label: 'Callback', position: 20 });
    const pipeline = { ...sales, stages: first === undefined ? [] : [first, ...rest, late] };

    const { changes } = planOver(reopen, to(late.id), {
      ...world,
      facts: { pipelines: [pipeline] },
    });

    expect(leadBecomes(changes)).toMatchObject({ stage: { label: 'Callback' } });
  });

  it('E1: in New it is nobody’s', () => {
    const { changes } = planOver(reopen, to(NEW), world);

    expect(leadBecomes(changes)).toMatchObject({ state: 'new', owner: null });
  });

  it('S3: to where somebody works on it, it has to be somebody’s', () => {
    const { refused } = planOver(reopen, to(ASSIGNED), {
      ...world,
      leads: [{ ...disqualified, owner: null }],
    });

    expect(pathsOf(refused[0])).toEqual(['stage']);
  });

  it('X69: keeps an owner who has left, and says that somebody has to take over', () => {
    const left = { ...disqualified, ownerActive: false };
    const back = (stage: number) =>
      planOver(reopen, to(stage), { ...world, leads: [left] }).kept.map(({ rule }) => rule);

    expect([back(ASSIGNED), back(NEW)]).toEqual([['X69'], []]);
  });

  it('R20: its opportunity stays', () => {
    const qualified = aLeadIn(sales, 'qualified', { ...closing, opportunity: ref(60) });

    const { changes } = planOver(reopen, to(ASSIGNED), { ...world, leads: [qualified] });

    expect(leadBecomes(changes)).not.toHaveProperty('opportunity');
    expect(changes.map(({ subject }) => subject.record)).not.toContain('opportunity');
  });

  it('R19 R13: is for who may edit it: the owner, or a manager', () => {
    const code = (actor: ReturnType<typeof aMember>) =>
      planOver(reopen, to(ASSIGNED), { ...world, actor }).refused[0]?.code;

    expect(code(aMember({ reopen: 'own' }, { id: 7 }))).toBeUndefined();
    expect(code(aMember({ reopen: 'any' }, { id: 9 }))).toBeUndefined();
    expect(code(aMember({ reopen: 'own' }, { id: 9 }))).toBe('access.owner');
  });

  it('R10: an inactive lead is activated first', () => {
    const { refused } = planOver(reopen, to(ASSIGNED), {
      ...world,
      leads: [{ ...disqualified, active: false }],
    });

    expect(refused).toMatchObject([{ code: 'lead.inactive' }]);
  });
});

describe('reopening a lead that its score has closed', () => {
  const scored = aLeadIn(sales, 'assigned', {
    ...closing,
    leadScore: ref(80, 'Lost'),
    leadScoreKind: 'lost-lead',
    statusCode: ref(81, 'Tour'),
    statusCodeKind: 'tour',
    lostReason: ref(82, 'Financial'),
  });
  const strict = { pipelines: [aPipeline({ allowReopen: false })] };

  it('X18 R3: may return to the very stage it was lost from, as that was never final', () => {
    const { changes } = planOver(reopen, to(ASSIGNED), { leads: [scored], facts: strict });

    expect(leadBecomes(changes)).toMatchObject({ status: 'open', outcome: null });
    expect(leadBecomes(changes)).not.toHaveProperty('stage');
  });

  it('R3: gives up the score that closes, which would close it again at once, and no other', () => {
    const { changes } = planOver(reopen, to(ASSIGNED), { leads: [scored], facts: strict });

    expect(leadBecomes(changes)).toMatchObject({
      leadScore: null,
      leadScoreKind: null,
      lostReason: null,
    });
    expect(leadBecomes(changes)).not.toHaveProperty('statusCode');
  });

  it('R3: a status code that closes goes likewise', () => {
    const coded = aLeadIn(sales, 'assigned', {
      leadScore: ref(80, 'Hot'),
      leadScoreKind: 'hot',
      statusCode: ref(81, 'Death'),
      statusCodeKind: 'death',
    });

    const { changes } = planOver(reopen, to(ASSIGNED), { leads: [coded], facts: strict });

    expect(leadBecomes(changes)).toMatchObject({ statusCode: null, statusCodeKind: null });
    expect(leadBecomes(changes)).not.toHaveProperty('leadScore');
  });

  it('X67: but not to a stage after it', () => {
    const first = aLeadIn(sales, 'new', { leadScoreKind: 'lost-lead', owner: ref(7) });

    const { refused } = planOver(reopen, to(ASSIGNED), { leads: [first], facts: strict });

    expect(pathsOf(refused[0])).toEqual(['stage']);
  });
});

describe('the people on a lead that is reopened', () => {
  const taken = aContact({
    id: 1,
    name: 'Ana',
    active: false,
    inactiveReason: 'lost-lead',
    inactivatedBy: ref(90, 'score'),
    inactivatedByLeadId: 1,
  });
  const people = { contacts: [taken], links: [aLink(1, 1)] };

  it('R12: are set active again where its closing made them inactive', () => {
    const { changes } = planOver(reopen, to(ASSIGNED), { ...world, ...people });

    expect(contactsSet(changes, true)).toEqual(['Ana']);
  });

  it('R12 X68: stay where something else has made them inactive since, and it says why', () => {
    const other = { ...taken, inactivatedBy: null, inactivatedByLeadId: null };

    const { changes, kept } = planOver(reopen, to(ASSIGNED), {
      ...world,
      ...people,
      contacts: [{ ...other, inactiveReason: 'left-company' as const }],
    });

    expect(contactsSet(changes, true)).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ rule: 'R12' })]);
  });

  it('R12: stay when asked to', () => {
    const { changes, kept } = planOver(
      reopen,
      { ...to(ASSIGNED), restoreContacts: false },
      { ...world, ...people },
    );

    expect(contactsSet(changes, true)).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ because: 'Stays inactive, as asked.' })]);
  });
});
