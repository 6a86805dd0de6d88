// What a person reads while a script works.

/** Ends a script with sentences for the person who started it, and no stack trace. */
export class Stop extends Error {}

export const say = (line = '') => console.log(line);
export const heading = (text) => say(`\n── ${text} ${'─'.repeat(Math.max(0, 72 - text.length))}`);

/** Says what is being done, does it, and says how long it took; { ok: false } is a failure. */
export async function step(text, work) {
  const started = Date.now();
  say(`• ${text} …`);
  const result = await work();
  const seconds = Math.max(1, Math.round((Date.now() - started) / 1000));
  say(`  ${result?.ok === false ? 'failed after' : 'done in'} ${seconds} s`);
  return result;
}

/** Runs a script's main function; its number, if any, is the exit code. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
