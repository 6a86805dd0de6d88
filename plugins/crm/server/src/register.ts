import type { Core } from '@strapi/strapi';
import { narrowMasterTypePicker } from './doors/content-manager';
import { keepOwnStatus } from './doors/content-manager-status';
import { refuseClones } from './doors/guards';
import { IDEMPOTENCY_MODEL } from './doors/idempotency';
import { migrations } from './migrations';
import { readCommitted } from './store/isolation';
import { refuseDataLoss, registerMigration } from './store/safety';

export function register({ strapi }: { strapi: Core.Strapi }): void {
  strapi.get('models').add(IDEMPOTENCY_MODEL);
  readCommitted(strapi);
  for (const migration of migrations) registerMigration(strapi, migration);
  strapi
    .hook('strapi::content-types.beforeSync')
    .register(() => refuseDataLoss(strapi, migrations));
  refuseClones(strapi);
  narrowMasterTypePicker(strapi);
  keepOwnStatus(strapi);
}
