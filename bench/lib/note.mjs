// A record that has nothing to do with the CRM, as any application has: with Strapi's own routes, and
// somebody who may change it.
import { requireFromProject } from '../../scripts/lib/project.mjs';

const UID = 'api::note.note';
const SCHEMA = {
  kind: 'collectionType',
  apiName: 'note',
  modelType: 'contentType',
  modelName: 'note',
  collectionName: 'notes',
  globalId: 'Note',
  info: { singularName: 'note', pluralName: 'notes', displayName: 'Note' },
  options: { draftAndPublish: false },
  attributes: { text: { type: 'string' } },
};

/** Adds the record to an application that has not loaded yet. */
export function addNotes(host) {
  const { createCoreController, createCoreRouter, createCoreService } =
    requireFromProject('@strapi/strapi').factories;
  host.get('apis').add('note', {
    config: {},
    policies: {},
    middlewares: {},
    contentTypes: { note: { schema: SCHEMA, actions: {}, lifecycles: {} } },
    routes: { note: createCoreRouter(UID) },
    controllers: { note: createCoreController(UID) },
    services: { note: createCoreService(UID) },
  });
}

/** A note, and the right to change it for whoever has logged in. */
export async function writeNote(host) {
  const role = await host.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  await host.db
    .query('plugin::users-permissions.permission')
    .create({ data: { action: `${UID}.update`, role: role.id } });
  const { documentId } = await host.documents(UID).create({ data: { text: 'Milk' } });
  return { documentId, role: role.id };
}
