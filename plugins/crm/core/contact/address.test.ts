import { tidyAddress } from '../kernel/tidy-address';
import { mayShareAddress, waysOut, whereToFind, type HolderFact } from './address';

const holder = (given: Partial<HolderFact> & Pick<HolderFact, 'kind'>): HolderFact => ({
  id: 1,
  documentId: 'doc',
  label: 'Somebody',
  active: true,
  loginOf: null,
  staff: given.kind === 'member' || given.kind === 'admin-user',
  hasLogin: false,
  ...given,
});

const share = (one: HolderFact, other: HolderFact, sharedEmail = false): boolean => {
  const answer = mayShareAddress(one, other, { sharedEmail });
  expect(mayShareAddress(other, one, { sharedEmail })).toBe(answer);
  return answer;
};

describe('an address', () => {
  it('X27: is the same with spaces around it, in capitals and in wide letters', () => {
    expect(tidyAddress(' Ana@X.com ')).toBe('ana@x.com');
    expect(tidyAddress('ａｎａ@x.com')).toBe('ana@x.com');
  });
});

describe('who may have the same address', () => {
  const contact = holder({ kind: 'contact', id: 5 });
  const member = holder({ kind: 'member', id: 7 });

  it('R28: a contact and nobody else', () => {
    expect(share(contact, holder({ kind: 'contact', id: 6 }))).toBe(false);
    expect(share(contact, member)).toBe(false);
    expect(share(contact, holder({ kind: 'admin-user' }))).toBe(false);
    expect(share(contact, holder({ kind: 'api-user' }))).toBe(false);
    expect(share(contact, holder({ kind: 'api-user', staff: true }))).toBe(false);
  });

  it('P2: a contact and the portal login that is theirs', () => {
    const own = { kind: 'contact', id: 5 } as const;

    expect(share(contact, holder({ kind: 'api-user', loginOf: own }))).toBe(true);
    expect(share(contact, holder({ kind: 'api-user', loginOf: { ...own, id: 6 } }))).toBe(false);
  });

  it('a member and the logins that are theirs, or nobody else’s on the team yet', () => {
    const own = { kind: 'member', id: 7 } as const;

    expect(share(member, holder({ kind: 'admin-user', loginOf: own }))).toBe(true);
    expect(share(member, holder({ kind: 'api-user', loginOf: own }))).toBe(true);
    expect(share(member, holder({ kind: 'admin-user' }))).toBe(true);
    expect(share(member, holder({ kind: 'api-user', staff: true }))).toBe(true);
    expect(share(holder({ kind: 'admin-user' }), holder({ kind: 'api-user', staff: true }))).toBe(
      true,
    );
  });

  it('not a member and somebody else’s login, nor a login that anybody could have made', () => {
    const others = { kind: 'member', id: 8 } as const;

    expect(share(member, holder({ kind: 'admin-user', loginOf: others }))).toBe(false);
    expect(share(member, holder({ kind: 'api-user' }))).toBe(false);
    expect(share(holder({ kind: 'admin-user' }), holder({ kind: 'api-user' }))).toBe(false);
  });

  it('not two logins of one kind', () => {
    expect(share(holder({ kind: 'admin-user' }), holder({ kind: 'admin-user', id: 2 }))).toBe(
      false,
    );
  });

  it('R28: with the setting, contacts who have no portal login', () => {
    expect(share(contact, holder({ kind: 'contact', id: 6 }), true)).toBe(true);
    expect(share(contact, holder({ kind: 'contact', id: 6, hasLogin: true }), true)).toBe(false);
    expect(share(contact, member, true)).toBe(false);
  });
});

describe('P13: the holder of an address', () => {
  it('is found among the inactive contacts, and can be activated or give the address up', () => {
    const inactive = holder({ kind: 'contact', active: false });

    expect(whereToFind(inactive)).toBe('Inactive contacts');
    expect(waysOut(inactive)).toEqual(['open', 'activate', 'release-email']);
  });

  it('is only opened when it is active, or on the team', () => {
    expect(waysOut(holder({ kind: 'contact' }))).toEqual(['open']);
    expect(waysOut(holder({ kind: 'member', active: false }))).toEqual(['open']);
    expect(whereToFind(holder({ kind: 'member' }))).toBe('Team and roles');
    expect(whereToFind(holder({ kind: 'admin-user' }))).toContain('Administration');
    expect(whereToFind(holder({ kind: 'api-user' }))).toContain('API');
    expect(whereToFind(holder({ kind: 'contact' }))).toBe('Contacts');
  });
});
