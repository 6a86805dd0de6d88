import { SYSTEM, type Actor } from '../kernel/actor';
import { mayReadUnknown, mayWrite } from './may-write';

const actor = (roles: readonly string[], grants: Actor['grants'] = {}): Actor => ({
  kind: 'token',
  member: null,
  name: 'A',
  roles,
  grants,
});

describe('who may write a kind of record', () => {
  it.each([
    'member',
    'role',
    'pipeline',
    'stage',
    'qualification-process',
    'dropdown-type',
  ] as const)('%s: administrators and the system alone', (record) => {
    expect(mayWrite(actor(['crm_admin']), record)).toBeNull();
    expect(mayWrite(SYSTEM, record)).toBeNull();
    expect(mayWrite(actor(['crm_manager'], { edit: 'any' }), record)).toMatchObject({
      code: 'access.role',
    });
  });

  it.each(['company', 'opportunity', 'contact-group', 'marketing-list'] as const)(
    'R13: %s: whoever has the grant to edit',
    (record) => {
      expect(mayWrite(actor([], { edit: 'any' }), record)).toBeNull();
      expect(mayWrite(actor(['crm_admin']), record)).toMatchObject({ code: 'access.role' });
    },
  );

  it('leaves the others to their own rules', () => {
    expect(mayWrite(actor([]), 'lead')).toBeNull();
    expect(mayWrite(actor([]), 'dropdown-value')).toBeNull();
  });
});

describe('whom the CRM does not know', () => {
  it.each([
    [[], true],
    [['authenticated'], true],
    [['crm_portal'], true],
    [['crm_sales'], false],
    [['authenticated', 'crm_editor'], false],
  ])('with roles %j reads: %s', (roles, expected) => {
    expect(mayReadUnknown(roles)).toBe(expected);
  });
});
