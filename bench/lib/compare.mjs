// A B A B: one round of each side in turn, so that whatever else the machine does hits both.
import { isDeepStrictEqual } from 'node:util';
import { Stop } from '../../scripts/lib/say.mjs';
import { digest, restore, settle } from './state.mjs';
import { summary } from './figures.mjs';

/**
 * Runs both sides in turn: one round to warm up, then those that count. After each run the state is
 * compared with the other side's and taken back.
 *
 * @param sides name → run(); a run answers milliseconds per unit of work
 */
export async function compare({ database, rounds, sides, sameState = true }) {
  const { knex, dialect, start } = database;
  const taken = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  let reached;
  for (let round = 0; round <= rounds; round += 1) {
    const states = {};
    for (const [name, run] of Object.entries(sides)) {
      await settle(knex, dialect);
      const milliseconds = await run();
      if (round > 0) taken[name].push(milliseconds);
      states[name] = await digest(knex, start);
      await restore(knex, dialect, start);
    }
    if (sameState) reached = agreed(states);
  }
  const summaries = Object.entries(taken).map(([name, times]) => [name, summary(times)]);
  return { ...Object.fromEntries(summaries), reached };
}

/** A side that does less is no yardstick. */
function agreed(states) {
  const [[firstName, first], ...others] = Object.entries(states);
  for (const [name, state] of others) {
    if (isDeepStrictEqual(first, state)) continue;
    const lines = first.map((part, index) => {
      const other = state[index];
      return `  ${part.name}: ${firstName} ${part.count} (${part.hash}), ${name} ${other.count} (${other.hash})`;
    });
    throw new Stop(`The two sides did not do the same:\n${lines.join('\n')}`);
  }
  return Object.fromEntries(first.map(({ name, count }) => [name, count]));
}
