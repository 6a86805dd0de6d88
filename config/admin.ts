import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Admin => ({
  auth: { secret: env('ADMIN_JWT_SECRET', '') },
  apiToken: { salt: env('API_TOKEN_SALT', '') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT', '') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY', '') },
  rateLimit: { enabled: env('NODE_ENV') !== 'test' },
  flags: { nps: false, promoteEE: false },
  autoOpen: false,
  // `strapi develop` restarts on any change below the root. The plugin's sources are built first, and
  // `npm run develop` starts Strapi again when they are; the other folders are not part of the app.
  watchIgnoreFiles: ['core', 'server', 'admin', 'dist']
    .map((folder) => `**/plugins/*/${folder}/**`)
    .concat(['tests', 'bench', 'scripts', 'docs'].map((folder) => `**/${folder}/**`))
    .concat('**/*.test.ts', '**/*.md'),
});
