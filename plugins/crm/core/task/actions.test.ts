import { BUILT_IN_PROCESS } from '../qualification/process';
import { ref } from '../testing/facts';
import { answersWith, completeTask } from './actions';

const task = completeTask({
  ...ref(7, 'Request qualification data'),
  leadId: 1,
  kind: 'qualification',
  status: 'open',
  assignee: ref(3),
  form: { responsible: 'sam', sellingDirection: 'services' },
  process: { ...BUILT_IN_PROCESS, documentId: 'p', stage: 's' },
  step: 0,
});

describe('completing a task', () => {
  it('looks up the records that were named before it, too', () => {
    const named = task.named({ company: 'weber' });

    expect(Object.fromEntries(named)).toEqual({
      member: ['sam'],
      'dropdown-value': ['services'],
      company: ['weber'],
    });
  });

  it('takes the company that is named last, chosen or new (E11)', () => {
    const before = { city: 'Graz', company: 'weber' };
    const newCompany = { name: 'New' };

    expect(answersWith(before, { newCompany })).toEqual({ city: 'Graz', newCompany });
    expect(answersWith({ newCompany }, { company: 'weber' })).toEqual({ company: 'weber' });
    expect(answersWith(before, { name: 'Flat' })).toEqual({ ...before, name: 'Flat' });
  });
});
