import { portalHoles, type LoginSetup } from './portal-holes';

const sound: LoginSetup = {
  roles: [
    { type: 'crm_admin', actions: ['plugin::users-permissions.user.update'] },
    { type: 'authenticated', actions: ['plugin::users-permissions.user.me'] },
  ],
  registration: true,
  defaultRole: 'authenticated',
  registerFields: ['nickname'],
  jwtManagement: 'refresh',
};

describe('the ways past the portal that a host can open', () => {
  it('are none in a sound set-up', () => {
    expect(portalHoles(sound)).toEqual([]);
  });

  it.each(['create', 'update', 'destroy'])('are named: a role that may %s users', (deed) => {
    const roles = [{ type: 'authenticated', actions: [`plugin::users-permissions.user.${deed}`] }];

    expect(portalHoles({ ...sound, roles })).toEqual([expect.stringContaining('authenticated')]);
  });

  it('are named: registering into a role of the CRM', () => {
    for (const defaultRole of ['crm_sales', 'crm_portal']) {
      expect(portalHoles({ ...sound, defaultRole })).toEqual([
        expect.stringContaining(defaultRole),
      ]);
    }
    expect(portalHoles({ ...sound, defaultRole: 'crm_sales', registration: false })).toEqual([]);
  });

  it('are named: a role of one’s own choice when registering', () => {
    expect(portalHoles({ ...sound, registerFields: ['role'] })).toEqual([
      expect.stringContaining('allowedFields'),
    ]);
  });

  it('are named: tokens that no session stands behind', () => {
    expect(portalHoles({ ...sound, jwtManagement: 'legacy-support' })).toEqual([
      expect.stringContaining('refresh'),
    ]);
  });
});
