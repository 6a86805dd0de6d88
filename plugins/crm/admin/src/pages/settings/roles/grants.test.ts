import { edited, reachOf, withEdit, type GrantedRole } from './grants';

const sales: GrantedRole = {
  id: 1,
  documentId: 'sales',
  key: 'crm_sales',
  name: 'CRM Sales',
  grants: { assign: 'own', edit: 'any' },
};

describe('R13: editing what a role may', () => {
  it('gives, widens and takes away, and leaves the rest', () => {
    const given = withEdit({}, sales, 'reopen', 'any');
    const widened = withEdit(given, sales, 'assign', 'any');
    const taken = withEdit(widened, sales, 'edit', null);

    expect(edited(sales, taken)).toEqual({ assign: 'any', reopen: 'any' });
    expect(reachOf(sales, taken, 'edit')).toBeNull();
  });

  it('is no edit where it says what is there already', () => {
    const changed = withEdit({}, sales, 'assign', 'any');

    expect(withEdit(changed, sales, 'assign', 'own')).toEqual({});
  });
});
