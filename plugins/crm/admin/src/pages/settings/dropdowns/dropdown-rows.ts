import type { AnyRow } from '../../../api/dictionary-api';

export interface DropdownType extends AnyRow {
  readonly key: string;
  readonly label: string;
}

export interface MasterType extends AnyRow {
  readonly key: string;
  readonly label: string;
  /** A8: a score or status code that carries it closes its lead. */
  readonly closing: boolean;
}

export interface EditedValue extends AnyRow {
  readonly key: string | null;
  readonly label: string;
  readonly position: number;
  readonly active: boolean;
  readonly isDefault: boolean;
  readonly masterType: MasterType | null;
}
