import {
  aLeadIn,
  aMember,
  aPipeline,
  aStaffMember,
  aTask,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { reassign } from './reassign';

const sales = aPipeline();
const sam = aStaffMember({ id: 7, label: 'Sam' });
const sue = aStaffMember({ id: 8, label: 'Sue' });
const facts = { members: keyed(sam, sue) };
const lead = aLeadIn(sales, 'assigned', { owner: sam });
const toSue = { owner: sue.documentId };

describe('reassigning a lead', () => {
  it('S5: changes the owner and nothing else', () => {
    const { changes } = planOver(reassign, toSue, { leads: [lead], facts });

    expect(leadBecomes(changes)).toEqual({ owner: sue });
  });

  it('S5: keeps the previous owner in the history', () => {
    const { changes } = planOver(reassign, toSue, { leads: [lead], facts });

    expect(changes[0]).toMatchObject({ before: { label: 'Sam' }, after: { label: 'Sue' } });
  });

  it('S5 E1: a new lead is assigned, a closed one reopened first', () => {
    const code = (state: 'new' | 'qualified') =>
      planOver(reassign, toSue, { leads: [aLeadIn(sales, state)], facts }).refused[0]?.code;

    expect([code('new'), code('qualified')]).toEqual(['lead.state', 'lead.final']);
  });

  it('S17: leaves an inactive lead', () => {
    const { refused } = planOver(reassign, toSue, { leads: [{ ...lead, active: false }], facts });

    expect(refused).toMatchObject([{ code: 'lead.inactive' }]);
  });

  it('X31: to whom it belongs already, nothing happens, and no task moves', () => {
    const { changes, refused } = planOver(
      reassign,
      { owner: sam.documentId },
      { leads: [lead], facts: { ...facts, tasks: [aTask()] } },
    );

    expect([changes, refused]).toEqual([[], []]);
  });

  it('X31 X34: the new owner is an active member who works on leads', () => {
    const left = aStaffMember({ id: 9, active: false });
    const editor = aStaffMember({ id: 10, isStaff: false });
    const give = (owner: string) =>
      planOver(reassign, { owner }, { leads: [lead], facts: { members: keyed(left, editor) } })
        .refused[0];

    expect(give(left.documentId)?.code).toBe('member.inactive');
    expect(pathsOf(give(editor.documentId))).toEqual(['owner']);
    expect(pathsOf(give('nobody'))).toEqual(['owner']);
  });

  it('S4 R13: is the owner’s to do, and a manager’s, and nobody else’s', () => {
    const code = (actor: ReturnType<typeof aMember>) =>
      planOver(reassign, toSue, { leads: [lead], facts, actor }).refused[0]?.code;

    expect(code(aMember({ reassign: 'own' }, { id: sam.id }))).toBeUndefined();
    expect(code(aMember({ reassign: 'any' }, { id: 99 }))).toBeUndefined();
    expect(code(aMember({ reassign: 'own' }, { id: 99 }))).toBe('access.owner');
    expect(code(aMember({}, { id: sam.id }))).toBe('access.role');
  });

  it('X63: takes the owner’s qualification task along', () => {
    const { changes } = planOver(reassign, toSue, {
      leads: [lead],
      facts: { ...facts, tasks: [aTask({ id: 40 })] },
    });

    expect(changes.at(-1)).toMatchObject({
      subject: { record: 'task', id: 40 },
      field: 'assignee',
      before: { label: 'Sam' },
      after: { label: 'Sue' },
      rule: 'X63',
    });
  });

  it.each([
    ['for another lead', aTask({ leadId: 2 })],
    ['somebody else’s', aTask({ assignee: ref(9, 'Max') })],
    ['anything but the qualification', aTask({ kind: 'to-do' })],
  ])('X63: leaves a task that is %s, alone', (_what, task) => {
    const { changes } = planOver(reassign, toSue, {
      leads: [lead],
      facts: { ...facts, tasks: [task] },
    });

    expect(changes.map(({ field }) => field)).toEqual(['owner']);
  });

  it('R23: the lead goes on waiting for its qualification data', () => {
    const waiting = { ...lead, pendingQualification: ref(40) };

    const { changes } = planOver(reassign, toSue, { leads: [waiting], facts });

    expect(leadBecomes(changes)).toEqual({ owner: sue });
  });
});
