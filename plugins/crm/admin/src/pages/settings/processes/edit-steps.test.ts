import { draftOf, keyFor, stepsOf } from './edit-steps';

describe('E15: editing the steps of a process', () => {
  it('gives back what it was given, without what it was dragged by', () => {
    const steps = [
      {
        title: 'Request data',
        assignee: { member: 'sam' },
        fields: [{ key: 'city', label: 'City', type: 'text', required: true }],
      },
    ] as const;

    expect(stepsOf(draftOf(steps))).toEqual(steps);
  });

  it('makes a key of a label', () => {
    expect(keyFor('Budget in Euro')).toBe('budgetInEuro');
    expect(keyFor('2. Größe (m²)')).toMatch(/^[a-z][a-zA-Z0-9]*$/);
  });
});
