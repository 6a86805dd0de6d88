import type { ProcessStep } from '../../../../../core/qualification/process';
import type { AnyRow } from '../../../api/dictionary-api';
import type { NamedRow } from '../../../api/replies';

/** A process as the Content Manager lists it. */
export interface ProcessRow extends AnyRow, NamedRow {
  readonly builtIn: boolean;
  readonly version: number;
  readonly steps: readonly ProcessStep[];
  readonly copiedFrom: NamedRow | null;
}
