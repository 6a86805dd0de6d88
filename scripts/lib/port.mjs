import { createServer } from 'node:net';
import { Stop } from './say.mjs';

/** Ends the script with a sentence when nobody can listen there. */
export async function refuseTakenPort(host, port, command) {
  const error = await tryToListen(host, port);
  if (!error) return;
  const why =
    error.code === 'EADDRINUSE'
      ? 'is taken by another program'
      : `cannot be used (${error.message})`;
  throw new Stop(`Port ${port} ${why}. Choose another: PORT=${Number(port) + 1} ${command}`);
}

/** A port that was free a moment ago. */
export function freePort(host) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
