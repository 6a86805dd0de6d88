import {
  aContact,
  aLead,
  aLink,
  aMember,
  becomes,
  contactsSet,
  planOver,
  ref,
} from '../../testing/facts';
import { deactivate } from './deactivate';

const ana = aContact({ id: 1, name: 'Ana' });
const ben = aContact({ id: 2, name: 'Ben' });

describe('setting a lead inactive', () => {
  it('A3 R6: takes every linked contact, primary or not', () => {
    const { changes } = planOver(
      deactivate,
      {},
      {
        leads: [aLead()],
        contacts: [ana, ben],
        links: [aLink(1, 1), aLink(1, 2, { primaryContact: true, relationship: 'spouse' })],
      },
    );

    expect(becomes(changes, 'active')).toBe(false);
    expect(contactsSet(changes, false)).toEqual(['Ana', 'Ben']);
  });

  it('A4 R7 X1: keeps who is active on another profile, and names it', () => {
    const { changes, kept } = planOver(
      deactivate,
      {},
      {
        leads: [aLead()],
        contacts: [ana],
        links: [aLink(1, 1)],
        protections: [{ contactId: 1, by: 'lead', id: 2, label: 'Villa' }],
      },
    );

    expect(contactsSet(changes, false)).toEqual([]);
    expect(kept).toEqual([
      expect.objectContaining({ rule: 'R7', because: 'Stays active: active on lead "Villa".' }),
    ]);
  });

  it.each([[[1, 2]], [[2, 1]]])(
    'X2 R7: leads closed together do not protect each other, in order %p',
    (order) => {
      const { changes } = planOver(
        deactivate,
        {},
        {
          leads: order.map((id) => aLead({ id })),
          contacts: [ana],
          links: [aLink(1, 1), aLink(2, 1)],
          protections: [
            { contactId: 1, by: 'lead', id: 1, label: 'One' },
            { contactId: 1, by: 'lead', id: 2, label: 'Two' },
          ],
        },
      );

      expect(contactsSet(changes, false)).toEqual(['Ana']);
    },
  );

  it('X5: a contact linked twice to one lead goes once', () => {
    const { changes } = planOver(
      deactivate,
      {},
      {
        leads: [aLead()],
        contacts: [ana],
        links: [aLink(1, 1, { relationship: 'child' }), aLink(1, 1, { relationship: 'friend' })],
      },
    );

    expect(contactsSet(changes, false)).toEqual(['Ana']);
  });

  it('X6: leaves who was inactive already as they were', () => {
    const gone = aContact({ id: 1, active: false, inactiveReason: 'left-company' });

    const { changes, kept } = planOver(
      deactivate,
      {},
      { leads: [aLead()], contacts: [gone], links: [aLink(1, 1)] },
    );

    expect(changes.filter(({ subject }) => subject.record === 'contact')).toEqual([]);
    expect(kept).toEqual([expect.objectContaining({ rule: 'X6' })]);
  });

  it('X7: keeps staff and the primary contact of another company, not of its own', () => {
    const protections = [
      { contactId: 1, by: 'staff' as const, id: 5, label: 'Sam' },
      { contactId: 2, by: 'company' as const, id: 9, label: 'Acme' },
    ];
    const world = { contacts: [ana, ben], links: [aLink(1, 1), aLink(1, 2)], protections };

    const other = planOver(deactivate, {}, { leads: [aLead({ company: ref(4) })], ...world });
    const own = planOver(deactivate, {}, { leads: [aLead({ company: ref(9) })], ...world });

    expect(contactsSet(other.changes, false)).toEqual([]);
    expect(contactsSet(own.changes, false)).toEqual(['Ben']);
  });

  it('X8: keeps who has an open opportunity, if that option is on', () => {
    const world = {
      leads: [aLead()],
      contacts: [ana],
      links: [aLink(1, 1)],
      protections: [{ contactId: 1, by: 'opportunity' as const, id: 3, label: 'Roof' }],
    };

    const off = planOver(deactivate, {}, world);
    const on = planOver(
      deactivate,
      {},
      { ...world, settings: { cascade: { protectOpenOpportunities: true } } },
    );

    expect(contactsSet(off.changes, false)).toEqual(['Ana']);
    expect(contactsSet(on.changes, false)).toEqual([]);
    expect(on.kept).toEqual([expect.objectContaining({ rule: 'X8' })]);
  });

  it('X9: nobody, a thousand people, and a contact that is gone are all no error', () => {
    const crowd = Array.from({ length: 1000 }, (_, index) => aContact({ id: index + 1 }));
    const links = crowd.map(({ id }) => aLink(1, id));

    expect(planOver(deactivate, {}, { leads: [aLead()] }).changes).toHaveLength(1);
    expect(
      contactsSet(
        planOver(deactivate, {}, { leads: [aLead()], contacts: crowd, links }).changes,
        false,
      ),
    ).toHaveLength(1000);
    expect(
      planOver(deactivate, {}, { leads: [aLead()], links: [aLink(1, 77)] }).changes,
    ).toHaveLength(1);
  });

  it('X10: an ended relationship is not cascaded', () => {
    const { changes } = planOver(
      deactivate,
      {},
      {
        leads: [aLead()],
        contacts: [ana],
        links: [aLink(1, 1, { active: false })],
      },
    );

    expect(contactsSet(changes, false)).toEqual([]);
  });

  it('X11: asks for the right on the lead only; the people follow', () => {
    const actor = aMember({ deactivate: 'any' });

    const { changes } = planOver(
      deactivate,
      {},
      { leads: [aLead()], contacts: [ana], links: [aLink(1, 1)], actor },
    );

    expect(contactsSet(changes, false)).toEqual(['Ana']);
  });

  it('A7 S14: needs no reason', () => {
    expect(planOver(deactivate, {}, { leads: [aLead()] }).refused).toEqual([]);
  });

  it('R10 S17: is refused on an inactive lead, and to whom the grant is missing', () => {
    const inactive = aLead({ active: false });

    expect(planOver(deactivate, {}, { leads: [inactive] }).refused).toEqual([
      expect.objectContaining({ code: 'lead.inactive' }),
    ]);
    expect(planOver(deactivate, {}, { leads: [aLead()], actor: aMember({}) }).refused).toEqual([
      expect.objectContaining({ code: 'access.role' }),
    ]);
  });
});
