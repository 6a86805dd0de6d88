import { isRefusal } from '../../kernel/refusals';
import { aLead, aMember, aStaffMember, contextFor, keyed, pathsOf, ref } from '../../testing/facts';
import { isUnclaimed, staffNamed } from './owner';

const sue = aStaffMember({ id: 8, label: 'Sue' });
const left = aStaffMember({ id: 9, label: 'Lee', active: false });
const editor = aStaffMember({ id: 10, label: 'Eve', isStaff: false });
const gone = aStaffMember({ id: 11, label: 'Gil', isStaff: false, active: false });
const members = keyed(sue, left, editor, gone);

const judge = (documentId: string) => {
  const named = staffNamed(members, documentId, ['data', 'owner']);
  return isRefusal(named) ? named : undefined;
};

describe('who is to own or do something', () => {
  it('X31: is an active member who works on leads', () => {
    expect(staffNamed(members, sue.documentId, ['owner'])).toBe(sue);
  });

  it('X31: has not left the team', () => {
    expect(judge(left.documentId)).toMatchObject({
      code: 'member.inactive',
      details: { member: 'Lee', field: 'data.owner' },
    });
    expect(judge(gone.documentId)?.code).toBe('member.inactive');
  });

  it('X34: holds one of the roles that work on leads, else is named', () => {
    expect(pathsOf(judge(editor.documentId))).toEqual(['data.owner']);
    expect(judge(editor.documentId)?.message).toContain('Eve has none of the roles');
  });

  it('X31: is somebody', () => {
    expect(pathsOf(judge('nobody'))).toEqual(['data.owner']);
  });
});

describe('a lead that may be claimed', () => {
  const may = (given: object, actor = aMember({ assign: 'own' })) =>
    isUnclaimed(contextFor(aLead(given), { actor }), 'assign');

  it('R13: is new and nobody’s', () => {
    expect(may({})).toBe(true);
    expect(may({ owner: ref(7) })).toBe(false);
    expect(may({ state: 'assigned' })).toBe(false);
  });

  it('R13: by who works on own leads; who may assign all of them needs no claim', () => {
    expect(may({}, aMember({ assign: 'any' }))).toBe(false);
    expect(may({}, aMember({}))).toBe(false);
    expect(may({}, { ...aMember({ assign: 'own' }), member: null })).toBe(false);
  });
});
