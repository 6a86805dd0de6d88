import type { Migration } from '../store/migration';

/** In the order of their names; each runs once per database (CONTRIBUTING, "Renaming an attribute"). */
export const migrations: readonly Migration[] = [];
