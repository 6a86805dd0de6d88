// Three builds, each repeated only when what it was made from has changed: the plugin, the host's
// TypeScript, the admin panel. The panel takes more than a minute, so only those who serve it ask.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import {
  adminPanel,
  hostServer,
  inProject,
  npm,
  pluginAdmin,
  pluginServer,
  root,
  tool,
} from './project.mjs';
import { step, Stop } from './say.mjs';
import { runQuietly } from './shell.mjs';

const BUILDS = {
  plugin: {
    says: 'Building the plugin (about 10 s)',
    from: ['core', 'server', 'admin', 'package.json', 'tsconfig.json', 'tsconfig.build.json'].map(
      (part) => `plugins/crm/${part}`,
    ),
    makes: [pluginServer, pluginAdmin],
    command: npm('run', 'build', '--workspace', 'strapi-plugin-crm'),
  },
  host: {
    says: 'Compiling the host application',
    from: ['config', 'src', 'tsconfig.json'],
    makes: [hostServer, inProject('dist/config/server.js')],
    command: tool('tsc', '--project', 'tsconfig.json'),
  },
  // Made from the plugin's built panel instead of its sources: a change that only the server sees
  // does not cost a minute.
  panel: {
    says: 'Building the admin panel (one to two minutes)',
    from: ['plugins/crm/dist/admin', 'config', 'src', 'tsconfig.json', 'package.json'],
    makes: [adminPanel],
    command: tool('strapi', 'build'),
    // Strapi builds for development unless told: React's and Redux' checks would run in every browser.
    env: { NODE_ENV: 'production' },
  },
};

/** Builds the plugin and the host, and with { panel: true } the admin panel, where stale. */
export async function ensureBuilt({ panel = false } = {}) {
  await ensurePluginBuilt();
  const stalePanel = panel && isStale('panel');
  if (isStale('host') || stalePanel) removeHostBuild();
  if (stalePanel) await build('panel', 'host');
  else if (isStale('host')) await build('host');
}

export async function ensurePluginBuilt() {
  if (isStale('plugin')) await build('plugin');
}

/** Builds all three, changed or not. */
export async function buildEverything() {
  rmSync(stampsFolder, { recursive: true, force: true });
  await ensureBuilt({ panel: true });
}

// `strapi build` compiles the host on its way to the panel, hence more than one stamp.
async function build(name, ...others) {
  const { says, command, env } = BUILDS[name];
  // Hashed before: what is edited while it builds has to be built again.
  const built = [name, ...others].map((one) => ({ one, inputs: inputsOf(one) }));
  const { ok } = await step(says, () => runQuietly(`build-${name}`, command, { env }));
  if (!ok) throw new Stop(`The ${name} could not be built; what the build said is above.`);
  for (const { one, inputs } of built) stamp(one, inputs);
}

// The compiler leaves the output of deleted files behind, and Strapi would go on loading it.
function removeHostBuild() {
  for (const folder of ['config', 'src']) {
    rmSync(inProject('dist', folder), { recursive: true, force: true });
  }
}

const stampsFolder = inProject('.cache/built');
const stampFile = (name) => join(stampsFolder, `${name}.json`);

function stamp(name, inputs) {
  mkdirSync(stampsFolder, { recursive: true });
  writeFileSync(stampFile(name), fingerprint(name, inputs));
}

const isStale = (name) =>
  !existsSync(stampFile(name)) ||
  readFileSync(stampFile(name), 'utf8') !== fingerprint(name, inputsOf(name));

// Inputs by content, so that switching branches back and forth costs nothing. Outputs by time: a
// watch build in between has replaced them, perhaps with something older than the inputs.
const fingerprint = (name, inputs) =>
  JSON.stringify({
    inputs,
    env: BUILDS[name].env,
    outputs: BUILDS[name].makes.map(time),
  });

const inputsOf = (name) => hashOf([...BUILDS[name].from, 'package-lock.json']);

const time = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const file of parts.flatMap((part) => filesIn(inProject(part))).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const isTest = (file) => /\.test\.tsx?$/.test(file);

function filesIn(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return isTest(path) ? [] : [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}
