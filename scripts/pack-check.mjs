// The plugin as others install it: packed, put into a bare Strapi of its own, started. No network: the
// fresh application borrows this project's node_modules, all but the plugin.
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePluginBuilt } from './lib/ensure-built.mjs';
import { throwAwayEnvironment } from './lib/environment.mjs';
import { inProject, npm, requireFromProject } from './lib/project.mjs';
import { main, say, Stop } from './lib/say.mjs';

const REQUIRED = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist/server/index.js'];

await main(async () => {
  await ensurePluginBuilt();
  const app = mkdtempSync(join(tmpdir(), 'crm-pack-'));
  try {
    borrowModules(app);
    const files = unpackPlugin(app);
    refuseMissing(files);
    writeApplication(app);
    await expectClosedDoor(app);
    say(`The packed plugin (${files.length} files) starts in a fresh Strapi and lets nobody in.`);
  } finally {
    process.chdir(inProject());
    rmSync(app, { recursive: true, force: true });
  }
  return 0;
});

function borrowModules(app) {
  const modules = inProject('node_modules');
  mkdirSync(join(app, 'node_modules'));
  for (const name of readdirSync(modules)) {
    if (name.startsWith('.') || name === 'strapi-plugin-crm') continue;
    symlinkSync(join(modules, name), join(app, 'node_modules', name), 'junction');
  }
}

function unpackPlugin(app) {
  // Without scripts: `prepack` builds, and the build is there.
  const [command, ...words] = npm('pack', '--json', '--ignore-scripts', '--pack-destination', app);
  const packed = run(command, words, inProject('plugins/crm'));
  const [{ filename, files }] = JSON.parse(packed);
  const folder = join(app, 'node_modules/strapi-plugin-crm');
  mkdirSync(folder);
  run('tar', ['-xzf', join(app, filename), '-C', folder, '--strip-components=1'], app);
  return files.map(({ path }) => path);
}

function run(command, words, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Stop(`${command} ${words[0]} failed: ${error?.message ?? stderr}`);
}

function refuseMissing(files) {
  const missing = REQUIRED.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Stop(`The package lacks ${missing.join(', ')}.`);
}

function writeApplication(app) {
  const write = (file, text) => {
    mkdirSync(join(app, file, '..'), { recursive: true });
    writeFileSync(join(app, file), text);
  };
  const module = (config) => `module.exports = ({ env }) => (${config});\n`;
  const dependencies = ['@strapi/strapi', '@strapi/plugin-users-permissions', 'strapi-plugin-crm'];
  write(
    'package.json',
    JSON.stringify({
      name: 'fresh',
      version: '0.0.0',
      private: true,
      dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])),
      strapi: { uuid: false },
    }),
  );
  write('public/uploads/.gitkeep', '');
  writeFileSync(join(app, 'favicon.png'), readFileSync(inProject('favicon.png')));
  write('src/api/.gitkeep', '');
  write('src/index.js', 'module.exports = {};\n');
  write(
    'config/server.js',
    module(`{ host: '127.0.0.1', port: 0, app: { keys: env.array('APP_KEYS') },
      logger: { config: { level: 'error' } } }`),
  );
  write(
    'config/admin.js',
    module(`{ auth: { secret: env('ADMIN_JWT_SECRET') }, apiToken: { salt: env('API_TOKEN_SALT') },
      transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
      secrets: { encryptionKey: env('ENCRYPTION_KEY') } }`),
  );
  write(
    'config/database.js',
    module(`{ connection: { client: 'sqlite', useNullAsDefault: true,
      connection: { filename: ${JSON.stringify(join(app, 'data.db'))} } } }`),
  );
  write(
    'config/plugins.js',
    module(`{ 'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } } }`),
  );
  write(
    'config/middlewares.js',
    `module.exports = ['strapi::logger', 'strapi::errors', 'strapi::security', 'strapi::cors',
      'strapi::query', 'strapi::body', 'strapi::favicon', 'strapi::public'];\n`,
  );
}

async function expectClosedDoor(app) {
  Object.assign(process.env, throwAwayEnvironment());
  process.chdir(app);
  const { createStrapi } = requireFromProject('@strapi/strapi');
  const strapi = createStrapi({ appDir: app, distDir: app });
  try {
    await strapi.load();
    strapi.server.mount();
    const { httpServer } = strapi.server;
    await new Promise((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
    const { status } = await fetch(`http://127.0.0.1:${httpServer.address().port}/api/crm/leads`);
    if (status !== 403) throw new Stop(`GET /api/crm/leads answers ${status} to nobody, not 403.`);
  } finally {
    await strapi.destroy();
  }
}
