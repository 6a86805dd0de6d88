// A B A B: one round of each side in turn, so that whatever else the machine does hits both.
import { isDeepStrictEqual } from 'node:util';
import { Stop } from '../../scripts/lib/say.mjs';
import { digest, restore } from './state.mjs';
import { summary } from './figures.mjs';

/**
 * Runs both sides in turn: one round to warm up, then those that count. After each run the state is
 * compared with the other side's and taken back.
 *
 * @param sides name → run(); a run answers milliseconds per unit of work
 * @param same the parts of the state that have to be alike; all of them, or none with `[]`
 */
export async function compare({ database, rounds, warmUp = 1, sides, same }) {
  const { knex, dialect, start } = database;
  const taken = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  let reached;
  await restore(knex, dialect, start);
  for (let round = -warmUp; round < rounds; round += 1) {
    const states = {};
    for (const [name, run] of Object.entries(sides)) {
      const milliseconds = await run();
      if (round >= 0) taken[name].push(milliseconds);
      if (same?.length !== 0) states[name] = await digest(knex, start, same);
      await restore(knex, dialect, start);
    }
    if (same?.length !== 0) reached = agreed(states);
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

/**
 * The same for what only reads: nothing is taken back, and the answers have to be alike.
 *
 * @param sides name → { ask(), told(body) }; `told` is what its answer says, in a form that both share
 */
export async function compareReads({ rounds, requests, sides }) {
  const taken = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    const answers = [];
    for (const [name, { ask, told }] of Object.entries(sides)) {
      const times = [];
      for (let turn = 0; turn < requests; turn += 1) {
        const { milliseconds, body } = await ask(turn);
        times.push(milliseconds);
        if (turn === 0 && told !== undefined) answers.push([name, told(body)]);
      }
      if (round >= 0) taken[name].push(summary(times).median);
    }
    alike(answers);
  }
  return Object.fromEntries(Object.entries(taken).map(([name, times]) => [name, summary(times)]));
}

function alike([[firstName, first], ...others]) {
  for (const [name, other] of others) {
    if (isDeepStrictEqual(first, other)) continue;
    const show = (answer) => JSON.stringify(answer).slice(0, 600);
    throw new Stop(
      `The two sides did not answer alike:\n  ${firstName}: ${show(first)}\n  ${name}: ${show(other)}`,
    );
  }
}
