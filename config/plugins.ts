import type { Core } from '@strapi/strapi';

type Env = Core.Config.Shared.ConfigParams['env'];

/** Mail goes out once SMTP_HOST names a server; without one the CRM tells people in the panel alone. */
const email = (env: Env): Core.Config.Plugin =>
  env('SMTP_HOST')
    ? {
        email: {
          config: {
            provider: 'nodemailer',
            providerOptions: {
              host: env('SMTP_HOST'),
              port: env.int('SMTP_PORT', 587),
              secure: env.bool('SMTP_SECURE', false),
              ...(env('SMTP_USERNAME') && {
                auth: { user: env('SMTP_USERNAME'), pass: env('SMTP_PASSWORD', '') },
              }),
            },
            settings: {
              defaultFrom: env('SMTP_FROM', 'crm@localhost'),
              defaultReplyTo: env('SMTP_REPLY_TO', env('SMTP_FROM', 'crm@localhost')),
            },
          },
        },
      }
    : {};

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Plugin => ({
  crm: {
    enabled: env.bool('CRM_ENABLED', true),
    resolve: './plugins/crm',
  },
  ...email(env),
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET'),
      jwtManagement: 'refresh',
      sessions: { accessTokenLifespan: env.int('ACCESS_TOKEN_LIFESPAN', 600) },
      ratelimit: { enabled: env('NODE_ENV') !== 'test' },
    },
  },
});
