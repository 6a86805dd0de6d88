import { STAMPS } from '../../plugins/crm/server/src/content-types/record';
import type { App, Reply } from './app';

/** Loads and saves records as the forms of the Content Manager do it. */
export function panelForms(app: Pick<App, 'strapi' | 'inPanel'>) {
  const url = (record: string, documentId: string): string =>
    `/content-manager/collection-types/plugin::crm.${record}/${documentId}`;

  /** Everything that a form has loaded, its relations as empty connections, and when the record had been changed. */
  async function load(record: string, documentId: string): Promise<Record<string, unknown>> {
    const { data } = (await app.inPanel.sales.get(url(record, documentId))).body;
    const { attributes } = app.strapi.contentType(`plugin::crm.${record}` as never) as {
      attributes: Record<string, { type: string }>;
    };
    const fields = Object.keys(attributes).filter((name) => !STAMPS.has(name));
    const valueOf = (name: string): unknown =>
      attributes[name]?.type === 'relation' && data[name] !== null
        ? { connect: [], disconnect: [] }
        : data[name];
    return {
      ...Object.fromEntries(fields.map((name) => [name, valueOf(name)])),
      documentId,
      updatedAt: data.updatedAt,
    };
  }

  const save = (
    record: string,
    documentId: string,
    form: Record<string, unknown>,
  ): Promise<Reply> => app.inPanel.sales.put(url(record, documentId), form);

  return { load, save };
}
