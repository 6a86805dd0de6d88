import type { Core } from '@strapi/strapi';
import { settingsSchema } from '../../core/kernel/settings';
import { stopBulkDriver } from './application/bulk/start-driver';
import { bootstrap } from './bootstrap';
import { contentTypes } from './content-types';
import { controllers } from './doors/controllers/records';
import { policies } from './doors/policies';
import { services } from './doors/services';
import { routes } from './doors/routes';
import { register } from './register';
import { stopDelivery } from './application/outbox/worker';

export default {
  register,
  bootstrap,
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await stopBulkDriver(strapi);
    await stopDelivery(strapi);
  },
  config: {
    default: settingsSchema.parse({}),
    validator: (config: unknown) => {
      settingsSchema.parse(config);
    },
  },
  contentTypes,
  controllers,
  policies,
  routes,
  services,
};
