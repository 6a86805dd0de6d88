/** What a table tells each of its rows; a row that keeps it to itself is out of the reach of the keys. */
export interface RowPlace {
  readonly 'aria-rowindex'?: number;
}
