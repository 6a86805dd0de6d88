import { aMember, ref } from '../testing/facts';
import { mayDo, mergeGrants, SYSTEM } from './actor';

describe('access', () => {
  it('R13: the most permissive of several roles counts', () => {
    expect(
      mergeGrants([{ assign: 'own', edit: 'any' }, { assign: 'any' }, { edit: 'own' }]),
    ).toEqual({
      assign: 'any',
      edit: 'any',
    });
  });

  it('R13: own means the owner, administrators included', () => {
    const admin = aMember({ qualify: 'own' }, { id: 7, roles: ['crm_admin'] });

    expect(mayDo(admin, 'qualify', ref(7))).toBeNull();
    expect(mayDo(admin, 'qualify', ref(8))).toMatchObject({ code: 'access.owner' });
    expect(mayDo(admin, 'qualify', null)).toMatchObject({ code: 'access.owner' });
  });

  it('R32: the system is not asked', () => {
    expect(mayDo(SYSTEM, 'qualify', null)).toBeNull();
  });
});
