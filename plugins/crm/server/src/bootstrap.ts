import type { Core } from '@strapi/strapi';
import { configuredSettings } from './application/context';
import { startBulkDriver } from './application/bulk/start-driver';
import { startDelivery } from './application/outbox/worker';
import { seedDemo } from './application/demo/seed-demo';
import { shipReferenceData } from './application/ship';
import { arrangeContentManager } from './doors/content-manager';
import { installGuards } from './doors/guards';
import { ownErrors } from './doors/own-errors';
import { portalGate } from './doors/portal-gate';
import { registerAdminPermissions, shipRolePermissions } from './doors/permissions';
import { startSchedule } from './doors/schedule';
import { warnOfHoles } from './doors/warn-of-holes';
import { keepTables } from './store/safety';

export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  // Read here, so that a wrong setting is named at the start and not by the first action.
  configuredSettings(strapi);
  await keepTables(strapi);
  await shipReferenceData(strapi, new Date());
  await registerAdminPermissions(strapi);
  // Both sides make their default roles only where there is no role yet: they go first.
  await strapi.plugin('users-permissions').service('users-permissions').initialize();
  await strapi.service('admin::role').createRolesIfNoneExist();
  await shipRolePermissions(strapi);
  await arrangeContentManager(strapi);
  installGuards(strapi);
  await startBulkDriver(strapi);
  strapi.server.use(ownErrors(strapi) as never);
  strapi.server.use(portalGate(strapi) as never);
  await seed(strapi);
  startDelivery(strapi);
  startSchedule(strapi);
  await warnOfHoles(strapi);
}

/** Without `CRM_SEED` an empty database gets only what the plugin cannot work without. */
async function seed(strapi: Core.Strapi): Promise<void> {
  const wanted = process.env['CRM_SEED'] ?? '';
  if (wanted === 'demo') await seedDemo(strapi, new Date());
  else if (wanted !== '') strapi.log.warn(`CRM_SEED is "${wanted}". The only seed is "demo".`);
}
