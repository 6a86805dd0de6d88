import { aLead, aMember, contextFor, ref } from '../testing/facts';
import { CRM_ROLES } from '../role/roles';
import { assign } from './actions/assign';
import { createOpportunity } from './actions/create-opportunity';
import { qualify } from './actions/qualify';
import { offerLeadAction, whoCould } from './offer';

const roles = [
  { key: 'boss', name: 'Boss', grants: { assign: 'any', qualify: 'own' } },
  { key: 'clerk', name: 'Clerk', grants: { assign: 'own' } },
  { key: 'guest', name: 'Guest', grants: {} },
] as const;
const owned = aLead({ owner: ref(7, 'Sam') });
const sam = { documentId: ref(7).documentId, label: 'Sam' };

describe('who could do what somebody may not', () => {
  it('R13: every role that may on all leads, and the owner where a role may on its own', () => {
    expect(whoCould('assign', owned, roles)).toEqual({ roles: ['Boss'], owner: sam });
  });

  it('R13 S6: the owner alone where no role reaches further', () => {
    expect(whoCould('qualify', owned, roles)).toEqual({ roles: [], owner: sam });
    expect(whoCould('qualify', owned, CRM_ROLES)).toEqual({ roles: [], owner: sam });
  });

  it('R13: not the owner of a lead that is nobody’s, nor where owning gives nothing', () => {
    expect(whoCould('assign', aLead(), roles).owner).toBeNull();
    expect(whoCould('assign', owned, roles.slice(0, 1)).owner).toBeNull();
  });

  it('R13: nobody, where no role has the grant', () => {
    expect(whoCould('reopen', owned, roles)).toEqual({ roles: [], owner: null });
  });
});

describe('offering an action', () => {
  const offer = (action: typeof qualify, given: object, grants: object = { qualify: 'own' }) =>
    offerLeadAction(action, contextFor(aLead({ ...owned, ...given }), { actor: aMember(grants) }))
      ?.code ?? 'offered';

  it('S6 R13: asks who, then whether the lead is active and in a state for it', () => {
    expect(offer(qualify, { state: 'assigned' })).toBe('offered');
    expect(offer(qualify, { state: 'assigned' }, {})).toBe('access.role');
    expect(offer(qualify, { state: 'won', active: false }, {})).toBe('access.role');
    expect(offer(qualify, { state: 'won', active: false })).toBe('lead.inactive');
    expect(offer(qualify, { state: 'won' })).toBe('lead.final');
  });

  it('X64: says what else hinders it', () => {
    expect(offer(createOpportunity, { state: 'qualified', opportunity: ref(60) })).toBe(
      'lead.state',
    );
    expect(offer(createOpportunity, { state: 'qualified' })).toBe('offered');
  });

  it('R13: a claim is offered on a new lead that is nobody’s', () => {
    expect(offer(assign, { owner: null }, { assign: 'own' })).toBe('offered');
    expect(offer(assign, { owner: ref(9, 'Sue') }, { assign: 'own' })).toBe('access.owner');
  });
});
