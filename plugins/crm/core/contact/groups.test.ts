import { CONTACT_GROUPS, judgeGroupDeletion } from './groups';

describe('contact groups', () => {
  it('L15: one that is filled on closing is not deleted, and says which default it is', () => {
    for (const { name: label, defaultOnLost, defaultOnWon } of CONTACT_GROUPS) {
      const refusal = judgeGroupDeletion({ label, defaultOnLost, defaultOnWon });

      expect(refusal).toMatchObject({ code: 'field.guarded' });
      expect(refusal?.message).toContain(defaultOnLost ? 'defaultOnLost' : 'defaultOnWon');
    }
  });

  it('any other one may go', () => {
    expect(
      judgeGroupDeletion({ label: 'Spring', defaultOnLost: false, defaultOnWon: false }),
    ).toBeNull();
  });
});
