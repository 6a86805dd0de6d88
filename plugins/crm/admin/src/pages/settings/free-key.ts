/** `CRM Verkäufer` → `crm-verkaufer`; nothing of a name in other letters than ours. */
export const keyFor = (name: string, joint: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .replace(new RegExp(`^[^a-z]+|${joint}+$`, 'g'), '');

/** `sales`, or where others have it already `sales-2`. */
export function freeKey(wanted: string, taken: readonly string[], joint: string): string {
  let key = wanted;
  for (let number = 2; taken.includes(key); number += 1) key = `${wanted}${joint}${number}`;
  return key;
}
