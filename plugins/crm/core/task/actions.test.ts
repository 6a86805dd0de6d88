import { BUILT_IN_PROCESS } from '../qualification/process';
import { ref } from '../testing/facts';
import { completeTask } from './actions';

const aTask = (form: Readonly<Record<string, unknown>>) =>
  completeTask({
    ...ref(7, 'Request qualification data'),
    leadId: 1,
    kind: 'qualification',
    status: 'open',
    assignee: ref(3),
    form,
    process: { ...BUILT_IN_PROCESS, documentId: 'p', stage: 's' },
    step: 0,
  });

describe('completing a task', () => {
  it('looks up the records that were named before it, too', () => {
    const task = aTask({ responsible: 'sam', sellingDirection: 'services' });

    const named = task.named({ company: 'weber' });

    expect(Object.fromEntries(named)).toEqual({
      member: ['sam'],
      'dropdown-value': ['services'],
      company: ['weber'],
    });
  });

  it('takes the company that is named last, chosen or new (E11)', () => {
    const withCompany = (company: string) => aTask({ company });

    expect(
      withCompany('weber')
        .named({ newCompany: { name: 'New' } })
        .get('company'),
    ).toBeUndefined();
    expect(withCompany('weber').named({ company: 'other' }).get('company')).toEqual(['other']);
  });
});
