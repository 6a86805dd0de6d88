import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Plugin => ({
  crm: {
    enabled: env.bool('CRM_ENABLED', true),
    resolve: './plugins/crm',
  },
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET'),
      jwtManagement: 'refresh',
      ratelimit: { enabled: env('NODE_ENV') !== 'test' },
    },
  },
});
