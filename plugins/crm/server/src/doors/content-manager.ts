import { titleOf } from '../../../core/kernel/name-in-words';
import type { Core } from '@strapi/strapi';
import { CRM_RECORDS, type CrmRecord } from '../../../core/role/roles';
import { uidOf } from '../content-types/record';
import { VIEWS, type View } from './content-manager-views';

/** Raise it to have the views below put in place again, over what an administrator arranged. */
const VERSION = 3;

interface Configuration {
  settings: Record<string, unknown>;
  metadatas: Record<string, { edit: Record<string, unknown>; list: Record<string, unknown> }>;
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
}

interface ContentTypeService {
  findContentType(uid: string): { attributes: Record<string, Attribute> };
  findConfiguration(contentType: { uid: string }): Promise<Configuration>;
  updateConfiguration(contentType: { uid: string }, configuration: Configuration): Promise<unknown>;
}

interface Attribute {
  readonly type: string;
  readonly targetModel?: string;
}

/**
 * Arranges lists and forms of the Content Manager: names in plain words, guarded fields shown and not
 * typed. Once for each version, as administrators may rearrange them afterwards. What a form shows is
 * comfort only; the guards hold the rules.
 */
export async function arrangeContentManager(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'content-manager-views' });
  if ((await store.get({})) === VERSION) return;
  // Strapi hands out plugin services untyped.
  const service = strapi.plugin('content-manager').service<ContentTypeService>('content-types');
  for (const record of CRM_RECORDS) {
    const uid = uidOf(record);
    const { attributes } = service.findContentType(uid);
    const configuration = await service.findConfiguration({ uid });
    await service.updateConfiguration(
      { uid },
      { ...configuration, ...arranged(VIEWS[record], attributes, configuration) },
    );
  }
  await store.set({ value: VERSION });
}

function arranged(
  view: View,
  attributes: Readonly<Record<string, Attribute>>,
  { settings, metadatas }: Configuration,
): Configuration {
  const [sortBy, order] = view.sort;
  return {
    settings: {
      ...settings,
      mainField: view.mainField,
      defaultSortBy: sortBy,
      defaultSortOrder: order,
    },
    layouts: {
      list: [...view.list],
      edit: view.edit.map((row) => row.map(([name, size]) => ({ name, size }))),
    },
    metadatas: Object.fromEntries(
      Object.entries(metadatas).map(([name, metadata]) => {
        const attribute = attributes[name];
        const label = titleOf(name);
        return [
          name,
          attribute === undefined
            ? metadata
            : {
                edit: {
                  ...metadata.edit,
                  label,
                  editable: view.readOnly !== 'all' && !view.readOnly.includes(name),
                  ...mainFieldOf(attribute),
                },
                // The Content Manager sorts by another status, its own.
                list: {
                  ...metadata.list,
                  label,
                  ...(name === 'status' ? { sortable: false } : {}),
                },
              },
        ];
      }),
    ),
  };
}

/** By what a relation to one of our records is called in the form. */
function mainFieldOf({ targetModel }: Attribute): { mainField?: string } {
  const record = targetModel?.replace(/^plugin::crm\./, '');
  return record !== undefined && record in VIEWS
    ? { mainField: VIEWS[record as CrmRecord].mainField }
    : {};
}

interface PickerContext {
  readonly params: { model?: string; targetField?: string };
  query: Record<string, unknown>;
}

/**
 * A13, R31: the picker in the form of an existing dropdown value offers the master types of its own
 * dropdown only. For a new value the names, "Lead score: Lost lead", tell them apart. The guard refuses
 * what does not belong together in any case.
 */
export function narrowMasterTypePicker(strapi: Core.Strapi): void {
  strapi.server.router.use(
    // Parameters, as a path with a uid in it would take the part after its colon for one.
    '/content-manager/relations/:model/:targetField',
    async (ctx: PickerContext, next: () => Promise<unknown>) => {
      const { id: documentId, filters } = ctx.query;
      const type =
        isMasterTypePicker(ctx) && typeof documentId === 'string'
          ? await typeOf(strapi, documentId)
          : undefined;
      if (type !== undefined) {
        const own = { dropdownType: { documentId: { $eq: type } } };
        ctx.query = {
          ...ctx.query,
          filters: filters === undefined ? own : { $and: [filters, own] },
        };
      }
      return next();
    },
  );
}

const isMasterTypePicker = ({ params }: PickerContext): boolean =>
  params.model === uidOf('dropdown-value') && params.targetField === 'masterType';

async function typeOf(strapi: Core.Strapi, documentId: string): Promise<string | undefined> {
  // The uids are ours; only a host's generated types would know them.
  const value = (await strapi.documents(uidOf('dropdown-value') as never).findOne({
    documentId,
    populate: ['dropdownType'],
  } as never)) as { dropdownType?: { documentId: string } | null } | null;
  return value?.dropdownType?.documentId;
}
