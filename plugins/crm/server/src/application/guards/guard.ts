import type { Tx } from '../../store/transaction';
import type { Request } from '../context';
import type { WrittenData } from './written';

/** One write, as every door brings it: through the database lifecycles, before it happens. */
export interface Write {
  readonly tx: Tx;
  /** Who writes; looked up when a rule asks. */
  readonly request: () => Promise<Request>;
  /** The form that is being saved, if it is one. */
  readonly form: () => Loaded | undefined;
}

/** A record as a form has loaded it: which one, and when it had last been changed, in milliseconds. */
export interface Loaded {
  readonly documentId: string;
  readonly at: number;
}

/** A row that has been inserted, and what `creating` remembered of it. */
export interface Made {
  readonly id: number;
  readonly remembered: unknown;
}

/**
 * What a record's guard does with a write. It may change the data in place: what it has carried out itself
 * it takes away, so that a form saved a moment later cannot write an old state back (D2).
 */
export interface Guard {
  readonly record: string;
  /** The fields that updates are looked at for; all of them if nothing is said. */
  readonly only?: readonly string[];
  /** @returns what `created` needs to know, one entry for each row */
  creating?(write: Write, rows: readonly WrittenData[]): Promise<readonly unknown[] | void>;
  created?(write: Write, made: readonly Made[]): Promise<void>;
  updating?(write: Write, ids: readonly number[], data: WrittenData): Promise<void>;
  deleting?(write: Write, ids: readonly number[]): Promise<void>;
}
