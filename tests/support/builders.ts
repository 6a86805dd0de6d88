import type { App } from './app';

export interface Made {
  readonly id: number;
  readonly documentId: string;
}

interface LinkOptions {
  relationship?: string;
  primaryIndividual?: boolean;
  primaryContact?: boolean;
  active?: boolean;
}

let count = 0;
const next = (): number => (count += 1);

/** Makes records as the system does: through the Document Service, with no request behind it. */
export function builders(app: Pick<App, 'strapi'>) {
  // The uids are the plugin's; only a host's generated types would know them.
  const create = async (record: string, data: object): Promise<Made> => {
    const made = await app.strapi
      .documents(`plugin::crm.${record}` as never)
      .create({ data } as never);
    const { id, documentId } = made as unknown as Made;
    return { id, documentId };
  };

  const value = async (type: string, key: string): Promise<Made> => {
    const found = await app.strapi.db.query('plugin::crm.dropdown-value').findOne({
      where: { key, dropdownType: { key: type } },
    });
    if (found === null) throw new Error(`There is no ${type} ${key}.`);
    return found as Made;
  };

  const lead = (data: object = {}): Promise<Made> =>
    create('lead', { title: `Lead ${next()}`, ...data });

  const contact = (data: object = {}): Promise<Made> =>
    create('contact', { firstName: 'Ana', lastName: `Person ${next()}`, ...data });

  const link = async (to: Made, person: Made, options: LinkOptions = {}): Promise<Made> => {
    const { relationship, ...flags } = options;
    const type =
      relationship === undefined
        ? {}
        : { relationshipType: (await value('relationship-type', relationship)).documentId };
    return create('lead-contact', {
      lead: to.documentId,
      contact: person.documentId,
      ...flags,
      ...type,
    });
  };

  const read = async (record: string, made: Made): Promise<any> =>
    app.strapi.db.query(`plugin::crm.${record}` as never).findOne({ where: { id: made.id } });

  /** Sets columns behind every guard's back, as raw SQL would. */
  const force = async (record: string, made: Made, columns: object): Promise<void> => {
    const { tableName } = app.strapi.db.metadata.get(`plugin::crm.${record}`);
    await app.strapi.db.connection(tableName).where({ id: made.id }).update(columns);
  };

  /** A row of what only the code writes, as raw SQL would make it. */
  const row = async (record: string, columns: object = {}): Promise<Made> => {
    const { tableName } = app.strapi.db.metadata.get(`plugin::crm.${record}`);
    const documentId = `row${next()}`;
    const table = app.strapi.db.connection(tableName);
    await table.insert({ document_id: documentId, ...columns });
    const { id } = await app.strapi.db
      .connection(tableName)
      .where({ document_id: documentId })
      .first('id');
    return { id, documentId };
  };

  const own = (made: Made, owner: Made): Promise<void> =>
    force('lead', made, { owner_key: owner.id });

  return {
    create,
    value,
    lead,
    contact,
    link,
    read,
    force,
    row,
    own,
    isActive: async (record: string, made: Made): Promise<boolean> =>
      Boolean((await read(record, made)).active),
  };
}
