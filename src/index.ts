import type { Core } from '@strapi/strapi';
import { drain, untilQuiet } from './drain';

// Everything the CRM does comes from the plugin. The host only sees to it that a restart cuts nobody off.
export default {
  register() {},
  bootstrap() {},
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await drain(strapi.server.httpServer, 10_000);
    await untilQuiet(strapi);
  },
};
