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

  it('X29: takes the address back that it gave up, or the one that was chosen instead', () => {
    const gone = aContact({ active: false, releasedEmail: 'ana@x.example' });
    const chosen = planContact(
      activate,
      { contact: gone, actor: SYSTEM, now: NOW },
      { email: 'new@x.example' },
    );

    expect(becomes(plan(gone).changes, 'email')).toBe('ana@x.example');
    expect(becomes(plan(gone).changes, 'releasedEmail')).toBeNull();
    if (isRefusal(chosen)) throw new Error(chosen.message);
    expect(becomes(chosen.changes, 'email')).toBe('new@x.example');
  });

  it('is no way to change the address of an active contact', () => {
    const context = { contact: aContact(), actor: SYSTEM, now: NOW };

    expect(planContact(activate, context, { email: 'new@x.example' })).toMatchObject({
      code: 'input.invalid',
    });
  });

  it('changes nothing on an active contact', () => {
    expect(plan(aContact()).changes).toEqual([]);
  });
});
