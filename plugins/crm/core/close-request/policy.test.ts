import { SYSTEM, type Actor } from '../kernel/actor';
import { aLead, aMember, ref } from '../testing/facts';
import {
  closeLostRight,
  CLOSE_LOST_PERMISSION_ROLE,
  mayCloseLost,
  type PolicyFacts,
} from './policy';

const lead = aLead({ owner: ref(8), ownerManager: ref(9) });
const sales = aMember({ edit: 'any' });
const holder = aMember({ edit: 'any' }, { roles: ['crm_sales', CLOSE_LOST_PERMISSION_ROLE] });
const ownersManager = aMember({}, { id: 9 });
const manager = aMember({}, { roles: ['crm_manager'] });
const token: Actor = { ...sales, kind: 'token', member: null, roles: ['crm_integration'] };

const right = (actor: Actor, facts: Partial<PolicyFacts>) =>
  closeLostRight(actor, lead, { policy: 'by-role', permissionRoleExists: false, ...facts });

describe('who may close a lead as lost', () => {
  it('L2 L4 R15: anyone on staff, while there is no permission role', () => {
    expect(right(sales, {})).toBe('close');
  });

  it('L5 L6 R15: with the permission role, its members ask and the others may not', () => {
    expect(right(holder, { permissionRoleExists: true })).toBe('request');
    expect(right(sales, { permissionRoleExists: true })).toBe('none');
  });

  it('L7 R15: managers and administrators close at once', () => {
    expect(right(manager, { permissionRoleExists: true })).toBe('close');
    expect(right(ownersManager, { permissionRoleExists: true })).toBe('close');
  });

  it('X44: nobody is their own manager', () => {
    const own = aLead({ owner: ref(9), ownerManager: ref(9) });
    const facts = { policy: 'request', permissionRoleExists: false } as const;

    expect(closeLostRight(ownersManager, own, facts)).toBe('request');
  });

  it('R9: who may only ask is told how', () => {
    const facts = { policy: 'request', permissionRoleExists: false } as const;

    expect(mayCloseLost(sales, lead, facts)?.message).toContain('"close-lost"');
    expect(mayCloseLost(sales, lead, { ...facts, policy: 'deny' })?.message).toContain('manager');
    expect(mayCloseLost(manager, lead, facts)).toBeNull();
  });

  it.each([
    ['allow', 'close'],
    ['request', 'request'],
    ['deny', 'none'],
  ] as const)('R15: the policy %s means %s', (policy, answer) => {
    expect(right(sales, { policy })).toBe(answer);
    expect(right(manager, { policy })).toBe('close');
  });

  it('R15: a token only with a grant of its own; the system is not asked', () => {
    expect(right(token, {})).toBe('none');
    expect(right({ ...token, grants: { 'close-lost': 'any' } }, {})).toBe('close');
    expect(right(SYSTEM, { policy: 'deny' })).toBe('close');
  });
});
