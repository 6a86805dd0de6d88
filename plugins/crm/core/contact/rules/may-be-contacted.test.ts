import { aContact } from '../../testing/facts';
import { mayBeContacted } from './may-be-contacted';

describe('writing to a contact', () => {
  it('R30: is not done to who asked for no contact, nor to the dead', () => {
    expect(mayBeContacted(aContact({ doNotContact: true }))).toBe('do-not-contact');
    expect(mayBeContacted(aContact({ deceased: true, doNotContact: true }))).toBe('deceased');
    expect(mayBeContacted(aContact({ deceased: true }))).toBe('deceased');
  });

  it('is done to everybody else', () => {
    expect(mayBeContacted(aContact())).toBe(true);
  });
});
