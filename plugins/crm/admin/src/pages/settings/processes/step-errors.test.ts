import { judgeProcess } from '../../../../../core/qualification/judge-process';
import type { Words } from '../../../words';
import { draftOf, stepsOf } from './edit-steps';
import { stepErrors, stepSentences } from './step-errors';

// It says each sentence as it came.
const words = { said: (sentence: string) => sentence } as Words;

describe('E15: what is refused about the steps of a process', () => {
  it('E15: names the step that asks for nothing, and the field that is wrong', () => {
    const steps = draftOf([
      { title: 'Call', assignee: 'owner', fields: [] },
      {
        title: 'Visit',
        assignee: 'owner',
        fields: [
          { key: 'when', label: 'When', type: 'date', required: true },
          { key: '', label: 'Where', type: 'text', required: false },
        ],
      },
    ]);
    const refusal = judgeProcess(stepsOf(steps), new Set());

    const sentences = stepSentences(stepErrors(words, refusal, steps), steps);

    expect(sentences).toContain('Call: A step asks for something: add a field.');
    expect(sentences).toContain('Visit: Where: Write the key in camelCase');
  });

  it('is nothing where something else is refused', () => {
    expect(stepErrors(words, { message: 'No.' }, []).size).toBe(0);
  });
});
