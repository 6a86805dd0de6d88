import { SYSTEM } from '../../kernel/actor';
import { aContact, becomes, NOW } from '../../testing/facts';
import { planContact } from '../action';
import type { ContactFact } from '../model';
import { releaseEmail } from './release-email';

const plan = (given: Partial<ContactFact>) =>
  planContact(
    releaseEmail,
    {
      contact: aContact({ active: false, email: 'ana@x.example', ...given }),
      actor: SYSTEM,
      now: NOW,
    },
    {},
  );

describe('giving an address up', () => {
  it('P13 X29: frees it and remembers it', () => {
    const planned = plan({});

    if ('refused' in planned) throw new Error(planned.message);
    expect(becomes(planned.changes, 'email')).toBeNull();
    expect(becomes(planned.changes, 'releasedEmail')).toBe('ana@x.example');
  });

  it('is for inactive contacts that have one', () => {
    expect(plan({ active: true })).toMatchObject({ code: 'contact.active' });
    expect(plan({ email: null })).toMatchObject({ code: 'input.invalid' });
  });

  it('is refused where a login to the portal goes by it', () => {
    expect(plan({ portalUserId: 3 })).toMatchObject({ code: 'input.invalid' });
  });
});
