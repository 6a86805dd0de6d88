import type { Words } from '../../words';
import { groupLabel } from './report-words';

// It says which words it is asked for.
const words = { say: (id: string) => id } as Words;

describe('L22: who has none in a report', () => {
  it.each([
    ['Nobody', 'crm.reports.nobody'],
    ['No reason', 'crm.reports.noReason'],
    ['Not known', 'crm.reports.notKnown'],
    ['None', 'crm.reports.none'],
  ])('is called on the screen as in the file: %s', (label, id) => {
    expect(groupLabel(words, { key: null, label })).toBe(id);
  });

  it('is no name that somebody has', () => {
    expect(groupLabel(words, { key: 'x', label: 'Nobody' })).toBe('Nobody');
  });
});
