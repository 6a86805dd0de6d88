import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  // Only this machine unless asked otherwise: a first start must not open a port to the network.
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // Tests call for what is due themselves; a node that only answers requests leaves it to the others.
  cron: { enabled: env.bool('CRON_ENABLED', env('NODE_ENV') !== 'test') },
  app: { keys: env.array('APP_KEYS', []) },
  logger: {
    config: { level: env('LOG_LEVEL', env('NODE_ENV') === 'test' ? 'error' : 'http') },
    // The demo prints its own address and logins in place of Strapi's banner.
    startup: { enabled: env.bool('STARTUP_BANNER', true) },
    updates: { enabled: false },
  },
});
