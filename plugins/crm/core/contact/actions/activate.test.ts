import { SYSTEM } from '../../kernel/actor';
import { isRefusal } from '../../kernel/refusals';
import { aContact, becomes, NOW, ref } from '../../testing/facts';
import { planContact } from '../action';
import { activate } from './activate';

const plan = (contact: ReturnType<typeof aContact>) => {
  const planned = planContact(activate, { contact, actor: SYSTEM, now: NOW }, {});
  if (isRefusal(planned)) throw new Error(planned.message);
  return planned;
};

describe('setting a contact active', () => {
  it('P5 P9: clears reason, date and provenance', () => {
    const { changes } = plan(
      aContact({
        active: false,
        inactiveReason: 'between-projects',
        inactiveUntil: '2026-05-01T00:00:00.000Z',
        inactivatedBy: ref(3),
      }),
    );

    expect(becomes(changes, 'active')).toBe(true);
    expect(becomes(changes, 'inactiveReason')).toBeNull();
    expect(becomes(changes, 'inactiveUntil')).toBeNull();
    expect(becomes(changes, 'inactivatedBy')).toBeNull();
  });

  it('R30: corrects a death, and leaves the stricter consent until the death is undone', () => {
    const { changes, kept } = plan(aContact({ active: false, deceased: true, doNotContact: true }));

    expect(becomes(changes, 'deceased')).toBe(false);
    expect(becomes(changes, 'doNotContact')).toBeUndefined();
    expect(kept).toEqual([expect.objectContaining({ rule: 'R30' })]);
  });

  it('changes nothing on an active contact', () => {
    expect(plan(aContact()).changes).toEqual([]);
  });
});
