import { company, line, longText, reason } from './fields';

const taken = (schema: ReturnType<typeof line>, text: string): boolean =>
  schema.safeParse(text).success;

describe('texts of an input', () => {
  const KINDS = [
    ['a line', line('Name')],
    ['a longer text', longText('Notes')],
    ['a reason', reason('Reason')],
  ] as const;

  describe.each(KINDS)('%s', (_kind, schema) => {
    it.each([
      'Ana & Söhne <3',
      '3 < 4 and 5 > 4',
      'Ana Lind <ana@x.example>',
      '+43 1 234 56',
      '顧客 👩‍👩‍👧 \u202eabc',
      'One\nand\ttwo',
    ])('X77: takes %j', (text) => {
      expect(schema.safeParse(text).data).toBe(text);
    });

    it.each([
      '<b>bold</b>',
      '<script',
      '<img src=x onerror=alert(1)',
      '=1+1',
      '@SUM(A1)',
      "+cmd|'x'!A0",
      'null \0',
      'bell \u0007',
      'half \ud83d',
    ])('X76: refuses %j', (text) => {
      expect(schema.safeParse(text).success).toBe(false);
    });
  });

  it('a longer text may begin with the dash of a list, or with somebody’s name', () => {
    const notes = longText('Notes');

    expect(notes.safeParse('- call (office)\n- write').success).toBe(true);
    expect(notes.safeParse('@Max please call').success).toBe(true);
    expect(taken(line('Name'), '@Max')).toBe(false);
  });

  it('a documentId holds no null character, which PostgreSQL answers with an error', () => {
    expect(company('Company').safeParse('abc\0').success).toBe(false);
  });
});
