import type { App } from './app';
import { builders, type Made } from './builders';

/** The ten fields of S7 but owner and channel, filled in. */
const ANSWERS = {
  goal: 'Move in by autumn',
  implementationOptions: 'Flat or house',
  procurementProcedure: 'None',
  decisionLevel: 'Family',
  terms: 'Six months',
  decisionMaker: 'The daughter',
  selectionCriteria: 'Near the park',
  complianceWithCriteria: 'Mostly',
};

/** Leads that can be worked on, and what their forms ask for. */
export function workshop(app: Pick<App, 'strapi'>) {
  const a = builders(app);

  const stageOf = async (pipeline: string, state: string): Promise<Made> =>
    found(
      await app.strapi.db.query('plugin::crm.stage').findOne({
        where: { state, pipeline: { key: pipeline } },
        orderBy: { position: 'asc' },
      }),
      `stage ${pipeline}/${state}`,
    );

  const pipelineOf = async (key: string): Promise<Made> =>
    found(
      await app.strapi.db.query('plugin::crm.pipeline').findOne({ where: { key } }),
      `pipeline ${key}`,
    );

  /** A new lead whose qualification fields are filled in. */
  const ready = async (data: object = {}): Promise<Made> =>
    a.lead({
      ...ANSWERS,
      channel: (await a.value('channel', 'website')).documentId,
      ...data,
    });

  /** The same, and somebody works on it. */
  const assigned = async (owner: Made, data: object = {}): Promise<Made> => {
    const lead = await ready(data);
    await stand(lead, 'assigned', owner);
    return lead;
  };

  /** Sets a lead behind every guard's back where an action would have brought it. */
  const stand = async (
    lead: Made,
    state: string,
    owner: Made | null,
    columns: object = {},
  ): Promise<void> => {
    const { pipeline_key: pipelineId } = await app.strapi.db
      .connection(tableOf('lead'))
      .where({ id: lead.id })
      .first();
    const stage = found<{ id: number }>(
      await app.strapi.db
        .query('plugin::crm.stage')
        .findOne({ where: { state, pipeline: { id: pipelineId } } }),
      `stage ${state}`,
    );
    await a.force('lead', lead, {
      state,
      stage_key: stage.id,
      owner_key: owner?.id ?? null,
      ...columns,
    });
    await relink(lead, 'stage', stage.id);
    await relink(lead, 'owner', owner?.id ?? null);
  };

  const tableOf = (record: string): string =>
    app.strapi.db.metadata.get(`plugin::crm.${record}`).tableName;

  /** Strapi's own link beside the key, so that both tell the same. */
  async function relink(lead: Made, attribute: string, to: number | null): Promise<void> {
    const { joinTable } = app.strapi.db.metadata.get('plugin::crm.lead').attributes[
      attribute
    ] as unknown as {
      joinTable: {
        name: string;
        joinColumn: { name: string };
        inverseJoinColumn: { name: string };
      };
    };
    const links = app.strapi.db.connection(joinTable.name);
    await links
      .clone()
      .where({ [joinTable.joinColumn.name]: lead.id })
      .delete();
    if (to === null) return;
    await links.insert({
      [joinTable.joinColumn.name]: lead.id,
      [joinTable.inverseJoinColumn.name]: to,
    });
  }

  /** What qualifying asks for at least. */
  const form = async (more: object = {}): Promise<Record<string, unknown>> => ({
    city: 'Linz',
    sellingDirection: (await a.value('selling-direction', 'products')).documentId,
    ...more,
  });

  return { stageOf, pipelineOf, ready, assigned, stand, form, tableOf };
}

function found<Found>(row: unknown, what: string): Found & Made {
  if (row === null || row === undefined) throw new Error(`There is no ${what}.`);
  return row as Found & Made;
}
