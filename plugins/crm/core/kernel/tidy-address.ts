/** An e-mail address as it is stored and compared: no spaces around, one form of each sign, lower case (R28). */
export const tidyAddress = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
