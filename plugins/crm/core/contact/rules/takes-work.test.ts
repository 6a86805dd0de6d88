import { aContact } from '../../testing/facts';
import { takesWork } from './takes-work';

describe('giving a contact something to do', () => {
  it('P3: is refused while the contact is inactive, and says who it is', () => {
    expect(takesWork(aContact({ active: false, name: 'Ana' }))).toMatchObject({
      code: 'contact.inactive',
      details: { contact: 'Ana' },
      message: expect.stringContaining('Ana is inactive'),
    });
  });

  it('is open to an active one', () => {
    expect(takesWork(aContact())).toBeNull();
  });
});
