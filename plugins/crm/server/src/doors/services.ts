import { factories } from '@strapi/strapi';
import { CRM_RECORDS } from '../../../core/role/roles';
import { uidOf } from '../content-types/record';
import { cli } from './cli';
import { outbox } from './outbox';
import { schedule } from './schedule';

/**
 * Strapi's generated routes ask each record's service; `cli` is what `scripts/crm.mjs` runs; `outbox` delivers
 * for a host that has a clock of its own.
 */
export const services = {
  ...Object.fromEntries(
    CRM_RECORDS.map((record) => [record, factories.createCoreService(uidOf(record) as never)]),
  ),
  cli,
  outbox,
  schedule,
};
