/*
 * X76: what is filled into the form of a deed is plain text, and begins with nothing that a spreadsheet takes for
 * a formula. A record's own texts keep what they are given, as long as it can be read: the panel shows HTML as
 * text, and the export takes the sting out of a formula.
 */

const HTML = 'Write plain text, without HTML.';
// A tag's name ends with a blank, a slash or the bracket: `Ana <ana@x.example>` is an address.
const isHtml = (text: string): boolean =>
  /<\/?[a-z][a-z0-9-]*(?:[\s/][^>]*)?>|<!|<script|<[a-z]\w*[\s/][^<>]*\bon\w+\s*=/i.test(text);

/** Control signs and halves of a character: no database keeps them all, and nobody can read them. */
export const UNREADABLE = 'Take out the characters that cannot be shown.';
export const isReadable = (text: string): boolean =>
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  !/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]|\p{Cs}/u.test(text);

const FORMULA = 'Do not begin with a sign that makes it a formula.';

/** What a spreadsheet would take for a formula (X76). A phone number or a dash is none. */
const isFormula = (text: string): boolean =>
  /^[=@\t\r]|^[+-]\s*[a-z(=@]|^[+-].*(?:\||[a-z]\()/i.test(text);

/** The same of a longer text, which may well begin with the dash of a list or with somebody's @name. */
const isLongFormula = (text: string): boolean => /^=|^[@+-]\S*(?:\||[a-z]\(|\w!\w)/i.test(text);

const faultOfText = (text: string): string | null =>
  isHtml(text) ? HTML : isReadable(text) ? null : UNREADABLE;

/** What is wrong with a line, and with several, in the form of a deed, or `null`. */
export const faultOfLine = (text: string): string | null =>
  faultOfText(text) ?? (isFormula(text) ? FORMULA : null);
export const faultOfLines = (text: string): string | null =>
  faultOfText(text) ?? (isLongFormula(text) ? FORMULA : null);
