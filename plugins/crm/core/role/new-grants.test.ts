import { GRANT_KEYS } from '../kernel/actor';
import { FIRST_GRANTS, newGrants, withNewGrants } from './new-grants';

describe('a deed that a new version brings', () => {
  it('is what nobody knew before', () => {
    expect(newGrants(GRANT_KEYS)).toEqual([]);
    expect(newGrants(GRANT_KEYS.filter((key) => key !== 'reopen'))).toEqual(['reopen']);
    expect(newGrants(FIRST_GRANTS)).toContain('invite');
  });

  it('is given to a role that has it by default', () => {
    const stored = { edit: 'any' } as const;

    expect(withNewGrants(stored, { invite: 'any', edit: 'any' }, ['invite'])).toEqual({
      invite: 'any',
      edit: 'any',
    });
    expect(withNewGrants(stored, { edit: 'any' }, ['invite'])).toEqual(stored);
  });

  it('gives nothing back that was taken away, and changes no reach', () => {
    const defaults = { invite: 'any', edit: 'any', assign: 'any' } as const;

    expect(withNewGrants({ assign: 'own' }, defaults, ['invite'])).toEqual({
      assign: 'own',
      invite: 'any',
    });
    expect(withNewGrants({ invite: 'own' }, defaults, ['invite'])).toEqual({ invite: 'own' });
  });
});
