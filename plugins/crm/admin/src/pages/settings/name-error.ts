import { isSameName } from '../../../../core/kernel/same-name';
import type { NamedRow } from '../../api/replies';
import type { Words } from '../../words';

/** What is wrong with a name among the others; one that nobody has typed at yet is not found wanting. */
export function nameError(
  words: Words,
  name: string | undefined,
  others: readonly NamedRow[],
): string | undefined {
  if (name === undefined) return undefined;
  if (name.trim() === '') return words.say('crm.settings.noName');
  const other = others.find((one) => isSameName(one.name, name));
  return other === undefined
    ? undefined
    : words.say('crm.settings.nameTaken', { name: other.name });
}
