import {
  aLead,
  aLeadIn,
  aMember,
  aPipeline,
  keyed,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { LEAD_STATES } from '../model';
import { addToMarketingList } from './add-to-marketing-list';

const spring = { ...ref(50, 'Spring'), leadIds: new Set([2]) };
const facts = { lists: keyed(spring) };
const list = { list: spring.documentId };

describe('adding a lead to a marketing list', () => {
  it('S13: puts it on the list, and changes nothing of the lead', () => {
    const { changes } = planOver(addToMarketingList, list, { leads: [aLead()], facts });

    expect(changes).toEqual([
      {
        subject: { record: 'marketing-list', ...ref(50, 'Spring') },
        field: 'leads',
        before: null,
        after: { record: 'lead', id: 1, documentId: 'lead1', label: 'Lead 1' },
        rule: 'S13',
        deed: 'joined',
      },
    ]);
  });

  it.each(LEAD_STATES)('S13: whatever its state, %s too', (state) => {
    const lead = aLeadIn(aPipeline(), state);

    expect(planOver(addToMarketingList, list, { leads: [lead], facts }).refused).toEqual([]);
  });

  it('X40: an inactive lead stays as it is', () => {
    const { refused } = planOver(addToMarketingList, list, {
      leads: [aLead({ active: false })],
      facts,
    });

    expect(refused).toMatchObject([{ code: 'lead.inactive' }]);
  });

  it('X40: who is on it already is not added twice, and it says so', () => {
    const { changes, kept } = planOver(addToMarketingList, list, {
      leads: [aLead(), aLead({ id: 2 })],
      facts,
    });

    expect(changes.map(({ after }) => after)).toMatchObject([{ id: 1 }]);
    expect(kept).toMatchObject([{ subject: { id: 2 }, rule: 'X40' }]);
  });

  it('X40: a list that was deleted, or none at all, is named', () => {
    const ask = (input: object) =>
      pathsOf(planOver(addToMarketingList, input, { leads: [aLead()], facts }).refused[0]);

    expect([ask({ list: 'gone' }), ask({})]).toEqual([['list'], ['list']]);
  });

  it('X40 R30: who must not be contacted comes along, and it says that nothing is sent there', () => {
    const { changes, kept } = planOver(addToMarketingList, list, {
      leads: [aLead()],
      facts: { ...facts, doNotContact: new Map([[1, [ref(60, 'Ana')]]]) },
    });

    expect(changes).toHaveLength(1);
    expect(kept).toMatchObject([{ rule: 'X40', because: expect.stringContaining('Ana') }]);
  });

  it('S13 R13: is for those with the grant, whoever owns the lead', () => {
    const owned = aLead({ owner: ref(7, 'Sam') });
    const code = (actor: ReturnType<typeof aMember>) =>
      planOver(addToMarketingList, list, { leads: [owned], facts, actor }).refused[0]?.code;

    expect(code(aMember({ 'add-to-marketing-list': 'any' }, { id: 9 }))).toBeUndefined();
    expect(code(aMember({ edit: 'any' }, { id: 7 }))).toBe('access.role');
  });
});
