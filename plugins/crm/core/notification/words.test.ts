import { NOTIFICATION_KINDS } from './model';
import { wordsOf } from './words';

const lead = (title: string) => ({ documentId: title, title });

describe('the words of a notification', () => {
  it.each(NOTIFICATION_KINDS)('%s: a subject and a sentence that name the lead', (kind) => {
    const { subject, sentence } = wordsOf(kind, { by: 'Max', count: 1, leads: [lead('Villa')] });

    expect(subject).toMatch(/^[A-Z].*"Villa"/);
    expect(sentence).toMatch(/^[A-Z].*"Villa".*\.$/);
    expect(sentence).toContain('Max');
  });

  it('R17: a digest counts the leads and names the first few', () => {
    const leads = ['A', 'B', 'C', 'D', 'E'].map(lead);

    expect(wordsOf('lead.closed-lost', { by: 'Max', count: 12, leads })).toEqual({
      subject: 'Closed as lost: 12 leads',
      sentence: 'Max closed 12 leads as lost: "A", "B", "C", "D", "E" and 7 more.',
    });
    expect(
      wordsOf('lead.assigned', { by: 'Max', count: 2, leads: leads.slice(0, 2) }).sentence,
    ).toBe('Max made you the owner of 2 leads: "A" and "B".');
  });

  it('says what was noted besides', () => {
    const { sentence } = wordsOf('close-request.declined', {
      by: 'Max',
      count: 1,
      leads: [lead('Villa')],
      note: 'Call once more.',
    });

    expect(sentence).toBe(
      'Max declined your request to close the lead "Villa" as lost.\n\nCall once more.',
    );
  });

  it('X76: a title with a line break stays one line of the mail', () => {
    const { subject } = wordsOf('lead.assigned', {
      by: 'Max',
      count: 1,
      leads: [lead('Villa\r\nBcc: everybody@example.org')],
    });

    expect(subject).toBe('Yours now: "Villa Bcc: everybody@example.org"');
  });
});
