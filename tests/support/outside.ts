import type { Core } from '@strapi/strapi';
import path from 'node:path';
import { untilQuiet } from '../../src/drain';

/*
 * Strapi as every journey uses it. It lives outside of the room that Jest makes for a test file: in there
 * each file would load its two thousand modules anew, which takes longer than the tests of most files.
 * Here a worker loads them once; what is started with them is still a new application for each file.
 */

const ROOT = path.resolve(__dirname, '../..');

export interface Start {
  /** What it finds in the environment, until it is destroyed. */
  readonly env?: Readonly<Record<string, string>>;
  readonly appDir?: string;
}

/** Makes an application that is not started yet. */
export async function createOutside({ env = {}, appDir = ROOT }: Start): Promise<Core.Strapi> {
  const { createStrapi } = await import('@strapi/strapi');
  const before = { ...process.env };
  const known = listening();
  Object.assign(process.env, env);
  const strapi = createStrapi({ appDir, distDir: path.join(appDir, 'dist') });
  const destroy = strapi.destroy.bind(strapi);
  strapi.destroy = async () => {
    // Not every application here is the host, which waits by itself.
    await untilQuiet(strapi);
    // Strapi takes every listener off the process, and some of them tie the worker to Jest.
    process.removeAllListeners = () => removeOthers(known);
    try {
      await destroy();
    } finally {
      Reflect.deleteProperty(process, 'removeAllListeners');
      restore(before);
    }
  };
  return strapi;
}

type Listeners = ReadonlyMap<string | symbol, readonly Function[]>;

const listening = (): Listeners =>
  new Map(process.eventNames().map((name) => [name, process.rawListeners(name as 'exit')]));

function removeOthers(known: Listeners): NodeJS.Process {
  for (const [name, listeners] of listening()) {
    for (const listener of listeners) {
      if (known.get(name)?.includes(listener)) continue;
      process.removeListener(name, listener as () => void);
    }
  }
  return process;
}

function restore(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}
