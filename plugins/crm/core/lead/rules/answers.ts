import type { Answers } from '../facts';
import { QUALIFICATION_FIELDS, type LeadFact } from '../model';

/**
 * X35: what counts as filled. A text has something to read in it, tags and white space of a rich text
 * apart; `0` and `false` are answers. A reference counts while its record is there.
 */
export function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== 'string') return true;
  return (
    value
      .replace(/<[^>]*>/g, '')
      .replace(/&nbsp;/g, ' ')
      .trim() !== ''
  );
}

/** S7: the ten fields of a lead that are still empty, the owner among them. */
export function missingAnswers(lead: LeadFact, answers: Answers | undefined): string[] {
  const missing = QUALIFICATION_FIELDS.filter((field) => !isFilled(answers?.[field]));
  return lead.owner === null ? ['owner', ...missing] : missing;
}
