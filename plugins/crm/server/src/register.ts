import type { Core } from '@strapi/strapi';
import { ADDRESS_MODEL, HOLDER_MODEL } from './content-types/addresses';
import { PORTAL_INVITATION_MODEL, PORTAL_SESSION_MODEL } from './content-types/portal';
import { IDEMPOTENCY_MODEL } from './application/once';
import { narrowMasterTypePicker } from './doors/content-manager';
import { keepForms } from './doors/content-manager-forms';
import { offerLeadViews } from './doors/content-manager-leads';
import { keepOwnStatus } from './doors/content-manager-status';
import { nameTakenValues, refuseClones, tidyAddresses } from './doors/guards';
import { showOwnRecords } from './doors/own-records';
import { migrations } from './migrations';
import { BULK_ITEM_MODEL } from './store/bulk-items';
import { OUTBOX_MODEL } from './store/outbox';
import { readCommitted } from './store/isolation';
import { refuseDataLoss, registerMigration } from './store/safety';

/** Tables that neither the panel nor an API sees. */
const INTERNAL_MODELS = [
  IDEMPOTENCY_MODEL,
  OUTBOX_MODEL,
  ADDRESS_MODEL,
  HOLDER_MODEL,
  BULK_ITEM_MODEL,
  PORTAL_SESSION_MODEL,
  PORTAL_INVITATION_MODEL,
];

export function register({ strapi }: { strapi: Core.Strapi }): void {
  for (const model of INTERNAL_MODELS) strapi.get('models').add(model);
  readCommitted(strapi);
  for (const migration of migrations) registerMigration(strapi, migration);
  strapi.hook('strapi::content-types.beforeSync').register(() => refuseDataLoss(strapi));
  refuseClones(strapi);
  nameTakenValues(strapi);
  tidyAddresses(strapi);
  showOwnRecords(strapi);
  narrowMasterTypePicker(strapi);
  keepForms(strapi);
  keepOwnStatus(strapi);
  offerLeadViews(strapi);
}
