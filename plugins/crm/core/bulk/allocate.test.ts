import fc from 'fast-check';
import { aLeadIn, aMember, aPipeline, aStaffMember, keyed, planOver } from '../testing/facts';
import { allocateBy, shareOut } from './allocate';

const sales = aPipeline();
const sue = aStaffMember({ id: 8, label: 'Sue' });
const sam = aStaffMember({ id: 9, label: 'Sam' });
const takers = [
  { id: 8, load: 5 },
  { id: 9, load: 2 },
  { id: 10, load: 2 },
];

describe('E21: sharing out leads', () => {
  it('goes by turns, whatever anybody has already', () => {
    expect([...shareOut([1, 2, 3, 4], takers, 'round-robin').values()]).toEqual([8, 9, 10, 8]);
  });

  it('gives each to whoever has the fewest open leads by then', () => {
    expect([...shareOut([1, 2, 3, 4, 5, 6, 7, 8], takers, 'by-load').values()]).toEqual([
      9, 10, 9, 10, 9, 10, 8, 9,
    ]);
  });

  it('never differs by more than one lead when all begin alike', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 12 }), (leads, count) => {
        const ids = Array.from({ length: leads }, (_none, index) => index + 1);
        const people = Array.from({ length: count }, (_none, index) => ({
          id: index + 1,
          load: 7,
        }));
        for (const by of ['round-robin', 'by-load'] as const) {
          const shares = people.map(
            ({ id }) =>
              [...shareOut(ids, people, by).values()].filter((taker) => taker === id).length,
          );
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('E21: allocating', () => {
  const input = { members: [sue.documentId, sam.documentId] };
  const owners = new Map([
    [1, sue.documentId],
    [2, sam.documentId],
  ]);
  const action = allocateBy((id) => owners.get(id));
  const facts = { pipelines: [sales], members: keyed(sue, sam), tasks: [] };
  const lead = (id: number, state: 'new' | 'assigned' | 'won' = 'new') =>
    aLeadIn(sales, state, { id });

  it('S3 S5: assigns new leads and reassigns those that have an owner, each to its own taker', () => {
    const { changes } = planOver(action, input, {
      leads: [lead(1), lead(2, 'assigned')],
      facts,
    });

    expect(changes.filter(({ field }) => field === 'owner').map(({ after }) => after)).toEqual([
      sue,
      sam,
    ]);
  });

  it('S4: never gives one to somebody who has left, or who does not work on leads', () => {
    const gone = {
      ...facts,
      members: keyed({ ...sue, active: false }, { ...sam, isStaff: false }),
    };

    const { refused } = planOver(action, input, { leads: [lead(1), lead(2)], facts: gone });

    expect(refused).toMatchObject([{ code: 'member.inactive' }, { code: 'input.invalid' }]);
  });

  it('R13: asks for the access of the action that each lead needs', () => {
    const actor = aMember({ assign: 'any' });

    const { refused } = planOver(action, input, {
      leads: [lead(1), lead(2, 'assigned')],
      facts,
      actor,
    });

    expect(refused).toMatchObject([{ code: 'access.role', details: { grant: 'reassign' } }]);
  });

  it('leaves alone what is closed, and whom nobody was chosen for', () => {
    const { refused } = planOver(action, input, { leads: [lead(1, 'won'), lead(3)], facts });

    expect(refused).toMatchObject([{ code: 'lead.final' }, { code: 'input.invalid' }]);
  });
});
