// Settings of the process: the secrets Strapi cannot start without, and the .env file they live in.
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { parseEnv } from 'node:util';
import { inProject } from './project.mjs';
import { say } from './say.mjs';

const secret = () => randomBytes(24).toString('base64url');

const SECRETS = {
  APP_KEYS: () => `${secret()},${secret()}`,
  JWT_SECRET: secret,
  ADMIN_JWT_SECRET: secret,
  API_TOKEN_SALT: secret,
  TRANSFER_TOKEN_SALT: secret,
  ENCRYPTION_KEY: secret,
};

const envFile = inProject('.env');

/** Reads .env into this process (what is already set wins), after adding the secrets it lacks. */
export function loadEnvironment() {
  writeMissingSecrets();
  if (existsSync(envFile)) process.loadEnvFile(envFile);
}

function writeMissingSecrets() {
  const known = { ...readEnvFile(), ...process.env };
  const missing = Object.keys(SECRETS).filter((name) => !known[name]);
  if (missing.length === 0) return;
  const lines = missing.map((name) => `${name}=${SECRETS[name]()}\n`).join('');
  appendFileSync(envFile, lines, { mode: 0o600 });
  say(`• Wrote fresh secrets to .env (${missing.join(', ')}); git ignores the file`);
}

function readEnvFile() {
  return existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
}

/** For tests: secrets made for one run, and no word from the developer's own .env. */
export const throwAwayEnvironment = () => ({
  NODE_ENV: 'test',
  ENV_PATH: devNull,
  STRAPI_TELEMETRY_DISABLED: 'true',
  ...Object.fromEntries(Object.entries(SECRETS).map(([name, make]) => [name, make()])),
});
