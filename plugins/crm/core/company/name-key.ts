/**
 * A company's name as it is compared (S20): without accents, case and superfluous white space. So two
 * people do not add one company twice, and every database, whatever its collation, says the same.
 */
export const nameKeyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // There and back: `ß` and `SS` are one.
    .toUpperCase()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);

/** What the column holds. */
const LONGEST = 255;

/** A website as it is compared: its host and path, however it was copied. */
export const websiteKeyOf = (website: string): string =>
  website
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');

/** How a website with this key may have been written down. */
export const websiteSpellings = (key: string): string[] =>
  ['', 'http://', 'https://'].flatMap((scheme) =>
    ['', 'www.'].flatMap((www) => ['', '/'].map((slash) => `${scheme}${www}${key}${slash}`)),
  );
