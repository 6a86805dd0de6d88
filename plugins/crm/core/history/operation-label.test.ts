import { operationLabel, operationNamed } from './operation-label';

const ana = { record: 'contact', label: 'Ana "Ann" Lind' } as const;

describe('what an operation is called', () => {
  it('X70: says what it was done to, a contact or a lead', () => {
    expect(operationLabel('merge', ana)).toBe('merge on contact "Ana "Ann" Lind"');
    expect(operationLabel('score', { record: 'lead', label: 'Villa' })).toBe(
      'score on lead "Villa"',
    );
  });

  it.each([
    [operationLabel('deactivate', ana), 'deactivate', 'contact', 'Ana "Ann" Lind'],
    ['close-lost on lead "Villa"', 'close-lost', 'lead', 'Villa'],
    // As history has it from before.
    ['merge on lead "Ana"', 'merge', 'contact', 'Ana'],
    ['deactivate', 'deactivate', 'lead', ''],
  ])('is read again: %s', (label, action, record, name) => {
    expect(operationNamed(label)).toEqual({ action, record, name });
  });

  it('is not read out of what is none', () => {
    expect(operationNamed('Max Manager')).toBeNull();
  });
});
