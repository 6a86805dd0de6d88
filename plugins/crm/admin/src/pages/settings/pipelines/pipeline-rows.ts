import type { NamedRow } from '../../../api/replies';
import type { AnyRow } from '../../../api/dictionary-api';

/** A stage as an administrator sees it. */
export interface EditedStage extends AnyRow, NamedRow {
  readonly state: string;
  readonly position: number;
  readonly colour: string | null;
  readonly visible: boolean;
  readonly process: NamedRow | null;
}
