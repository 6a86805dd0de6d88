/** Names that people take for the same one, however they are written. */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();
