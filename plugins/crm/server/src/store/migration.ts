/**
 * Changes of the plugin's own tables from one version to the next. Strapi drops a column that its schema
 * no longer names, data and all, without a word; so a renamed or removed attribute is declared here, and
 * the boot check refuses to start when one is missing (ADR 4).
 */
export interface Migration {
  /** Runs once per database, in order: `0002-rename-headline`. */
  readonly name: string;
  readonly renames?: readonly {
    readonly table: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** Columns whose data is meant to go. */
  readonly drops?: readonly { readonly table: string; readonly column: string }[];
}
