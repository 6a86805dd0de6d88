import { SYSTEM } from '../kernel/actor';
import { aMember } from '../testing/facts';
import { isPersonal, seenBy } from './own-records';

const sam = aMember({}, { id: 7 });

describe('records of one person', () => {
  it('L7: notifications are seen by whom they are for', () => {
    expect(seenBy('notification', sam)).toEqual({
      $and: [{ recipientKey: 7 }, { inPanel: true }],
    });
  });

  it('R27: a saved view is seen by its owner, and by everybody once it is shared', () => {
    expect(seenBy('saved-view', sam)).toEqual({ $or: [{ ownerKey: 7 }, { shared: true }] });
  });

  it('who is no member has none', () => {
    expect(seenBy('notification', { ...sam, member: null })).toEqual({
      $and: [{ id: 0 }, { inPanel: true }],
    });
  });

  it('the system sees all, and other records are everybody’s', () => {
    expect(seenBy('notification', SYSTEM)).toBeNull();
    expect(seenBy('lead', sam)).toBeNull();
    expect([isPersonal('saved-view'), isPersonal('lead')]).toEqual([true, false]);
  });
});
