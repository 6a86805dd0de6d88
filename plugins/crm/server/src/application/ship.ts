import type { Core } from '@strapi/strapi';
import { DROPDOWN_TYPES, firstValues, isClosing, labelOf } from '../../../core/dropdown/types';
import { PIPELINES } from '../../../core/pipeline/pipelines';
import { CRM_ROLES } from '../../../core/role/roles';
import { findByText } from '../store/read';
import { inTransaction, type Tx } from '../store/transaction';
import { insertRecords } from '../store/write';

/**
 * Puts what the plugin cannot work without into the database: dropdown types with their master types and
 * first values, the default pipelines, the roles. Only what is missing; what an editor has changed or
 * deleted stays as the editor left it.
 */
export async function shipReferenceData(strapi: Core.Strapi, now: Date): Promise<void> {
  await inTransaction(strapi, async (tx) => {
    await shipDropdowns(tx, now);
    await shipPipelines(tx, now);
    await shipRoles(tx, now);
  });
}

async function shipDropdowns(tx: Tx, now: Date): Promise<void> {
  const known = await findByText(
    tx,
    'dropdown-type',
    'key',
    DROPDOWN_TYPES.map(({ key }) => key),
  );
  const missing = DROPDOWN_TYPES.filter(({ key }) => !known.has(key));
  if (missing.length === 0) return;
  const types = await insertRecords(
    tx,
    'dropdown-type',
    missing.map(({ key, label }) => ({ key, label })),
    now,
  );
  const masters = missing.flatMap((type, index) =>
    type.masterTypes.map((key) => ({
      key,
      label: labelOf(key),
      name: `${type.label}: ${labelOf(key)}`,
      dropdownType: types[index]?.id,
      closing: isClosing(key) && 'closing' in type,
    })),
  );
  const masterRows = await insertRecords(tx, 'master-type', masters, now);
  const masterIds = new Map(
    masters.map(({ dropdownType, key }, index) => [
      `${dropdownType}:${key}`,
      masterRows[index]?.id,
    ]),
  );
  const values = missing.flatMap((type, index) =>
    firstValues(type).map(({ key, label, masterType }, position) => ({
      key,
      label,
      dropdownType: types[index]?.id,
      masterType: masterIds.get(`${types[index]?.id}:${masterType}`),
      position,
      active: true,
      isDefault: false,
    })),
  );
  await insertRecords(tx, 'dropdown-value', values, now);
}

async function shipPipelines(tx: Tx, now: Date): Promise<void> {
  const known = await findByText(
    tx,
    'pipeline',
    'key',
    PIPELINES.map(({ key }) => key),
  );
  const missing = PIPELINES.filter(({ key }) => !known.has(key));
  const rows = await insertRecords(
    tx,
    'pipeline',
    missing.map(({ key, name, kind, isDefault }, position) => ({
      key,
      name,
      kind,
      isDefault,
      position,
      forwardOnly: true,
      nextOnly: false,
      allowReopen: false,
    })),
    now,
  );
  const stages = missing.flatMap((pipeline, index) =>
    pipeline.stages.map(({ name, state, colour, visible = true }, position) => ({
      name,
      state,
      colour,
      visible,
      position,
      pipeline: rows[index]?.id,
    })),
  );
  await insertRecords(tx, 'stage', stages, now);
}

async function shipRoles(tx: Tx, now: Date): Promise<void> {
  const known = await findByText(
    tx,
    'role',
    'key',
    CRM_ROLES.map(({ key }) => key),
  );
  const missing = CRM_ROLES.filter(({ key }) => !known.has(key));
  await insertRecords(
    tx,
    'role',
    missing.map(({ key, name, grants }) => ({ key, name, grants })),
    now,
  );
}
