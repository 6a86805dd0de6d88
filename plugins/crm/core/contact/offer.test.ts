import { SYSTEM } from '../kernel/actor';
import { aContact, aMember, NOW, ref } from '../testing/facts';
import { contactActions } from './actions';
import type { ContactFact } from './model';
import { offerContactAction } from './offer';

const offered = (contact: ContactFact, actor = SYSTEM) =>
  Object.fromEntries(
    contactActions.all.map((action) => [
      action.key,
      offerContactAction(action, { contact, actor })?.code ?? 'offered',
    ]),
  );

describe('what can be done with a contact', () => {
  it('R13: is what one is granted', () => {
    expect(offered(aContact(), aMember({ edit: 'any', deactivate: 'any' }))).toMatchObject({
      deactivate: 'offered',
      activate: 'access.role',
      merge: 'access.role',
      erase: 'access.role',
    });
  });

  it('P9: an active one is not set active', () => {
    expect(offered(aContact())).toMatchObject({ activate: 'contact.active', merge: 'offered' });
    expect(offered(aContact({ active: false }))).toMatchObject({ activate: 'offered' });
  });

  it('P13: gives an address up where there is one that can be given up', () => {
    const inactive = { active: false, email: 'ana@x.example' };

    expect([
      offered(aContact({ ...inactive }))['release-email'],
      offered(aContact({ ...inactive, active: true }))['release-email'],
      offered(aContact({ ...inactive, email: null }))['release-email'],
      offered(aContact({ ...inactive, portalUserId: 7 }))['release-email'],
    ]).toEqual(['offered', 'contact.active', 'input.invalid', 'input.invalid']);
  });

  it('X70 R29: is nothing, where it is part of another one or erased', () => {
    const merged = offered(aContact({ active: false, mergedInto: ref(2) }));
    const erased = offered(aContact({ active: false, erasedAt: NOW.toISOString() }));

    expect(new Set(Object.values(merged))).toEqual(new Set(['contact.merged']));
    expect(new Set(Object.values(erased))).toEqual(new Set(['contact.erased']));
  });
});
