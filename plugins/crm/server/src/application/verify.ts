import type { Core } from '@strapi/strapi';
import { INVARIANTS, type Invariant } from '../../../core/integrity/invariants';
import { CHECKS } from '../facts/verify';
import { inTransaction } from '../store/transaction';

export interface Verdict {
  readonly invariant: Invariant;
  readonly count: number;
  readonly examples: readonly string[];
}

/** Asks the database about every invariant, and changes nothing. */
export async function verify(strapi: Core.Strapi): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const invariant of INVARIANTS) {
    const finding = await inTransaction(strapi, CHECKS[invariant.key]);
    verdicts.push({ invariant, ...finding });
  }
  return verdicts;
}

/** Nothing is wrong; a notice is not wrong. */
export const holds = ({ invariant, count }: Verdict): boolean =>
  count === 0 || invariant.severity === 'notice';
