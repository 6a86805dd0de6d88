import { BOOKKEEPING_FIELDS } from '../../../core/lead/model';
import type { ReplyValue } from '../api/replies';
import type en from '../translations/en.json';

const GONE = /^"(.*)" has been deleted$/;
const CONTACT_GONE = /^The contact has been deleted$/;
const NOW = /^(.*): (\w+) is now (.*)$/;
const NEEDED = /^(.*) is active on lead "(.*)"$/;

/** What this needs of `Words`, which itself needs this. */
interface Words {
  say(id: keyof typeof en, values: Readonly<Record<string, string>>): string;
  field(name: string): string;
  value(field: string, value: ReplyValue): string;
}

/**
 * What has changed since, in the reader's words. The server lists every field; those that the CRM keeps
 * beside another one say nothing new.
 */
export function conflictWords(words: Words, changed: readonly string[]): string {
  const news = changed.filter((line) => !BOOKKEEPING_FIELDS.includes(NOW.exec(line)?.[2] ?? ''));
  return (news.length > 0 ? news : changed).map((line) => lineWords(words, line)).join('; ');
}

function lineWords(words: Words, line: string): string {
  const now = NOW.exec(line);
  if (now !== null) {
    const [, name = '', field = '', value = ''] = now;
    return words.say('crm.conflict.now', {
      name,
      field: words.field(field),
      value: words.value(field, asValue(value)),
    });
  }
  const needed = NEEDED.exec(line);
  if (needed !== null) {
    return words.say('crm.conflict.needed', { name: needed[1] ?? '', lead: needed[2] ?? '' });
  }
  if (CONTACT_GONE.test(line)) return words.say('crm.conflict.contactGone', {});
  const gone = GONE.exec(line);
  return gone === null ? line : words.say('crm.conflict.gone', { name: gone[1] ?? '' });
}

const asValue = (text: string): string | boolean | null =>
  text === 'empty' ? null : text === 'true' ? true : text === 'false' ? false : text;
