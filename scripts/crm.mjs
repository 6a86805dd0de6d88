// `npm run import -- …` and `npm run verify`: boots the application without serving it and hands
// the words to the plugin's own command line service.
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { loadEnvironment } from './lib/environment.mjs';
import { createHost } from './lib/host.mjs';
import { main, say, Stop } from './lib/say.mjs';

const COMMANDS = ['import', 'verify'];
const [command, ...argv] = process.argv.slice(2);

await main(async () => {
  if (!COMMANDS.includes(command)) {
    throw new Stop(`Unknown command "${command ?? ''}". Use one of: ${COMMANDS.join(', ')}.`);
  }
  loadEnvironment();
  await ensureInstalled();
  await ensureBuilt();
  process.env.NODE_ENV ??= 'production';
  process.env.LOG_LEVEL ??= 'warn';
  const host = createHost();
  await host.load();
  try {
    const { lines, ok } = await host.plugin('crm').service('cli')[command](argv);
    lines.forEach((line) => say(line));
    return ok ? 0 : 1;
  } finally {
    await host.destroy();
  }
});
