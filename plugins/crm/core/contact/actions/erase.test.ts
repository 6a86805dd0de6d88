import { SYSTEM } from '../../kernel/actor';
import { THIS_OPERATION } from '../../kernel/values';
import { aContact, aMember, becomes, NOW, ref } from '../../testing/facts';
import { planContact } from '../action';
import { PERSONAL_CONTACT_FIELDS, type ContactFact } from '../model';
import { activate } from './activate';
import { deactivate } from './deactivate';
import { erase } from './erase';

const ana = (given: Partial<ContactFact> = {}): ContactFact =>
  aContact({
    firstName: 'Ana',
    lastName: 'Person',
    email: 'ana@x.example',
    phone: '+43 1 234567',
    company: ref(5, 'Acme'),
    externalId: 'old-crm-17',
    releasedEmail: 'other@x.example',
    portalUserId: 7,
    portalInvitedAt: NOW.toISOString(),
    ...given,
  });

const plan = (contact: ContactFact, actor = SYSTEM, action = erase) => {
  const planned = planContact(action, { contact, actor, now: NOW }, {});
  if ('refused' in planned) throw new Error(planned.code);
  return planned;
};

describe('erasing a person', () => {
  it('R29: leaves nothing of what is known of them', () => {
    const { changes } = plan(ana());

    for (const field of PERSONAL_CONTACT_FIELDS) {
      expect([field, becomes(changes, field)]).toEqual([
        field,
        field === 'lastName' ? 'Erased contact' : null,
      ]);
    }
    expect(becomes(changes, 'erasedAt')).toBe(NOW.toISOString());
  });

  it('R29: leaves an inactive row that nobody writes to, and that nothing brings back (R12)', () => {
    const { changes } = plan(ana());

    expect(becomes(changes, 'active')).toBe(false);
    expect(becomes(changes, 'doNotContact')).toBe(true);
    expect(becomes(changes, 'inactivatedBy')).toBe(THIS_OPERATION);
  });

  it('R29: done again, changes nothing', () => {
    expect(plan(ana({ erasedAt: NOW.toISOString() })).changes).toEqual([]);
  });

  it('R29: is granted to administrators', () => {
    expect(() => plan(ana(), aMember({ edit: 'any' }))).toThrow('access.role');
    expect(plan(ana(), aMember({ erase: 'any' }))).toHaveProperty('access', 'erase');
  });

  it('R29: is for good: neither sets an erased contact active nor gives it another reason', () => {
    const erased = aContact({ active: false, erasedAt: NOW.toISOString() });

    expect(() => plan(erased, SYSTEM, activate)).toThrow('contact.erased');
    expect(() => plan(erased, SYSTEM, deactivate)).toThrow('contact.erased');
  });
});
