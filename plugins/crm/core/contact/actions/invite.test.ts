import { SYSTEM } from '../../kernel/actor';
import { aContact, aMember, becomes, NOW } from '../../testing/facts';
import { planContact } from '../action';
import type { ContactFact } from '../model';
import { invite } from './invite';

const plan = (given: Partial<ContactFact>, actor = SYSTEM) =>
  planContact(
    invite,
    { contact: aContact({ email: 'ana@x.example', ...given }), actor, now: NOW },
    {},
  );

describe('inviting a contact to the portal', () => {
  it('P2: notes when', () => {
    const planned = plan({});

    if ('refused' in planned) throw new Error(planned.message);
    expect(becomes(planned.changes, 'portalInvitedAt')).toBe(NOW.toISOString());
  });

  it('P2: is refused while the contact is inactive', () => {
    expect(plan({ active: false })).toMatchObject({ code: 'contact.inactive' });
  });

  it('R30: is refused to the dead and to who wants no contact', () => {
    expect(plan({ deceased: true })).toMatchObject({ code: 'input.invalid' });
    expect(plan({ doNotContact: true })).toMatchObject({ code: 'input.invalid' });
  });

  it('needs an address, and no login yet', () => {
    expect(plan({ email: null })).toMatchObject({ code: 'input.invalid' });
    expect(plan({ portalUserId: 7 })).toMatchObject({ code: 'input.invalid' });
  });

  it('is granted to administrators and managers', () => {
    expect(plan({}, aMember({}))).toMatchObject({ code: 'access.role' });
    expect(plan({}, aMember({ invite: 'any' }))).not.toHaveProperty('refused');
  });
});
