// Where things are, and how the project's own tools are started.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const inProject = (...parts) => join(root, ...parts);

// Resolved from the project's root, as CommonJS: Strapi started as an ES module would load
// @strapi/utils a second time, and `instanceof` on its errors would fail across the two.
export const requireFromProject = createRequire(inProject('package.json'));

const TOOLS = {
  concurrently: 'concurrently/dist/bin/concurrently.js',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  jest: 'jest/bin/jest.js',
  knip: 'knip/bin/knip.js',
  oxlint: 'oxlint/bin/oxlint',
  prettier: 'prettier/bin/prettier.cjs',
  strapi: '@strapi/strapi/bin/strapi.js',
  'strapi-plugin': '@strapi/sdk-plugin/bin/strapi-plugin.js',
  tsc: 'typescript/bin/tsc',
};

/** The tool's own file, run by this Node: half a second less than npx, and the same on Windows. */
export const tool = (name, ...args) => [
  process.execPath,
  inProject('node_modules', TOOLS[name]),
  ...args,
];

/** npm as it was started, so that a script inside `npm run` uses the same one. */
export function npm(...args) {
  const path = process.env.npm_execpath;
  return path ? [process.execPath, path, ...args] : ['npm', ...args];
}

export const pluginServer = inProject('plugins/crm/dist/server/index.js');
export const pluginAdmin = inProject('plugins/crm/dist/admin/index.mjs');
export const hostServer = inProject('dist/src/index.js');
export const adminPanel = inProject('dist/build/index.html');

export const isBuilt = (...files) => files.every((file) => existsSync(file));
