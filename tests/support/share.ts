import { databaseUnderTest } from './database';

/** All cases, on all databases: for whoever has an hour (`CRM_TEST_EVERYTHING=1`). */
export const everything = process.env['CRM_TEST_EVERYTHING'] === '1';

/**
 * All of these cases on SQLite; on the servers, where each takes longer and is decided by the same rules,
 * one in so many.
 */
export const shareOf = <Case>(cases: readonly Case[], every: number): readonly Case[] =>
  everything || databaseUnderTest === 'sqlite'
    ? cases
    : cases.filter((_case, index) => index % every === 0);
