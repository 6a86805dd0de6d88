import { isRefusal } from '../kernel/refusals';
import { judgeProcess, membersOf } from './judge-process';
import { BUILT_IN_PROCESS } from './process';

const MEMBERS = new Set(['ana']);

const field = (more: object = {}) => ({
  key: 'budget',
  label: 'Budget',
  type: 'amount',
  required: true,
  ...more,
});

const step = (more: object = {}) => ({
  title: 'Ask',
  assignee: 'owner',
  fields: [field()],
  ...more,
});

const paths = (steps: unknown): unknown => {
  const judged = judgeProcess(steps, MEMBERS);
  return isRefusal(judged)
    ? (judged.details['errors'] as { path: unknown[] }[]).map(({ path }) => path.join('.'))
    : null;
};

describe('a copy of the qualification process', () => {
  it('E15: is the built-in one to begin with', () => {
    expect(judgeProcess(BUILT_IN_PROCESS.steps, MEMBERS)).toEqual(BUILT_IN_PROCESS.steps);
  });

  it('E15: has steps of its own, each with somebody to do it', () => {
    const steps = [
      step(),
      step({ assignee: 'manager', fields: [field({ key: 'goal', type: 'long-text' })] }),
      step({ assignee: { member: 'ana' }, fields: [field({ key: 'visited', type: 'flag' })] }),
    ];

    expect(judgeProcess(steps, MEMBERS)).toEqual(steps);
  });

  it.each([
    ['no steps', [], 'steps'],
    ['nothing at all', null, 'steps'],
    ['a text', 'none', 'steps'],
    ['a step without a title', [step({ title: ' ' })], 'steps.0.title'],
    ['a step without fields', [step(), step({ fields: [] })], 'steps.1.fields'],
    ['a step for nobody', [step({ assignee: 'boss' })], 'steps.0.assignee'],
    ['a step for a stranger', [step({ assignee: { member: 'eve' } })], 'steps.0.assignee'],
    ['an unknown type', [step({ fields: [field({ type: 'colour' })] })], 'steps.0.fields.0.type'],
    ['a key in words', [step({ fields: [field({ key: 'My budget' })] })], 'steps.0.fields.0.key'],
    [
      'a field without a label',
      [step({ fields: [field({ label: '' })] })],
      'steps.0.fields.0.label',
    ],
    ['a field asked for twice', [step(), step()], 'steps.1.fields.0.key'],
    [
      'a city that is a date',
      [step({ fields: [field({ key: 'city', type: 'date' })] })],
      'steps.0.fields.0.type',
    ],
    [
      'a goal that is a flag',
      [step({ fields: [field({ key: 'goal', type: 'flag' })] })],
      'steps.0.fields.0.type',
    ],
    [
      'a second company',
      [step({ fields: [field({ key: 'parent', type: 'company' })] })],
      'steps.0.fields.0.key',
    ],
    [
      'the new company by its name',
      [step({ fields: [field({ key: 'newCompany', type: 'text' })] })],
      'steps.0.fields.0.key',
    ],
    ['something more', [step({ colour: 'red' })], 'steps.0.colour'],
  ])('X65: with %s is refused when it is saved, by path', (_what, steps, path) => {
    expect(paths(steps)).toEqual([path]);
  });

  it('X65: names every mistake at once', () => {
    const fields = [
      field({ key: 'city', type: 'date' }),
      field({ key: 'parent', type: 'company' }),
    ];

    expect(paths([step({ fields })])).toEqual(['steps.0.fields.0.type', 'steps.0.fields.1.key']);
  });

  it('says whom it names, well-formed or not', () => {
    expect(membersOf([step({ assignee: { member: 'ana' } }), null, 'x', step()])).toEqual(['ana']);
    expect(membersOf('x')).toEqual([]);
  });
});
