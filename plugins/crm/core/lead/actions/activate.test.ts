import { aContact, aLead, aLink, becomes, contactsSet, planOver, ref } from '../../testing/facts';
import { activate } from './activate';

const inactive = aLead({ active: false });
const takenBy = (leadId: number, given: object = {}) =>
  aContact({
    id: 1,
    name: 'Ana',
    active: false,
    inactiveReason: 'lost-lead',
    inactivatedBy: ref(50, 'deactivate on lead "X"'),
    inactivatedByLeadId: leadId,
    ...given,
  });

describe('setting a lead active', () => {
  it('S14 R1: sets the flag and nothing about its outcome', () => {
    const lost = aLead({ active: false, status: 'closed', outcome: 'lost' });

    const { changes } = planOver(activate, {}, { leads: [lost] });

    expect(changes.map(({ field, after }) => [field, after])).toEqual([['active', true]]);
  });

  it('R12: gives back whom its own closing took, reason and all', () => {
    const { changes } = planOver(
      activate,
      {},
      { leads: [inactive], contacts: [takenBy(1)], links: [aLink(1, 1)] },
    );

    expect(contactsSet(changes, true)).toEqual(['Ana']);
    expect(becomes(changes, 'inactiveReason')).toBeNull();
    expect(becomes(changes, 'inactivatedBy')).toBeNull();
  });

  it('R12 X6 X68: leaves whom something else keeps down, and says what', () => {
    const byHand = takenBy(1, {
      inactivatedBy: null,
      inactivatedByLeadId: null,
      inactiveReason: 'credit-hold',
    });
    const byOther = takenBy(2, { id: 2, name: 'Ben' });

    const { changes, kept } = planOver(
      activate,
      {},
      {
        leads: [inactive],
        contacts: [byHand, byOther],
        links: [aLink(1, 1), aLink(1, 2)],
      },
    );

    expect(contactsSet(changes, true)).toEqual([]);
    expect(kept.map(({ rule, because }) => [rule, because])).toEqual([
      ['R12', expect.stringContaining('credit-hold')],
      ['R12', expect.stringContaining('another operation')],
    ]);
  });

  it('R12: leaves them all when restoreContacts is off', () => {
    const { changes, kept } = planOver(
      activate,
      { restoreContacts: false },
      {
        leads: [inactive],
        contacts: [takenBy(1)],
        links: [aLink(1, 1)],
      },
    );

    expect(contactsSet(changes, true)).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ because: 'Stays inactive, as asked.' })]);
  });

  it('R30: never brings back the deceased', () => {
    const { changes, kept } = planOver(
      activate,
      {},
      {
        leads: [inactive],
        contacts: [takenBy(1, { deceased: true })],
        links: [aLink(1, 1)],
      },
    );

    expect(contactsSet(changes, true)).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ rule: 'R30' })]);
  });

  it('changes nothing on an active lead', () => {
    expect(planOver(activate, {}, { leads: [aLead()] }).changes).toEqual([]);
  });
});
