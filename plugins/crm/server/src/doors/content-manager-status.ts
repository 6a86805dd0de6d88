import type { Core } from '@strapi/strapi';
import { refuse } from '../../../core/kernel/refusals';
import { GUARDED_LEAD_FIELDS } from '../../../core/lead/model';
import { contentTypes } from '../content-types';
import { recordOf, uidOf } from '../content-types/record';
import { httpError } from './http-errors';

/** The records that have a field of their own called `status`. */
const WITH_STATUS: readonly string[] = Object.entries(contentTypes)
  .filter(([, { schema }]) => 'status' in schema.attributes)
  .map(([record]) => uidOf(record));

/** The action that sets it, to be used instead. */
const ACTIONS: Readonly<Record<string, string>> = {
  lead: GUARDED_LEAD_FIELDS.status,
  task: 'complete',
};

const READ = 'plugin::content-manager.explorer.read';

interface Row {
  documentId?: string;
  status?: unknown;
  version?: unknown;
}

interface Context {
  readonly method: string;
  readonly path: string;
  readonly params: { readonly model?: string };
  readonly request: { readonly body?: unknown };
  readonly state: {
    readonly userAbility?: { can(action: string, subject: string, field: string): boolean };
  };
  body?: unknown;
}

/**
 * The Content Manager has a word `status` of its own, draft or published, and uses it for every record:
 * it overwrites our field in its answers, and refuses a save that carries its value. So the field is
 * taken out on the way in and put back on the way out.
 */
export function keepOwnStatus(strapi: Core.Strapi): void {
  strapi.server.router.use(
    '/content-manager/collection-types/:model',
    async (ctx: Context, next: () => Promise<unknown>) => {
      const { model = '' } = ctx.params;
      const ours = WITH_STATUS.includes(model);
      if (ours) await takeStatus(strapi, model, ctx);
      await next();
      if (ours && ctx.state.userAbility?.can(READ, model, 'status') === true) {
        await giveStatus(strapi, model, rowsIn(ctx.body));
      }
    },
  );
}

/** Out of a save, where it says what is so already; what would change it is refused by name (R32). */
async function takeStatus(strapi: Core.Strapi, model: string, ctx: Context): Promise<void> {
  const body = ctx.request.body as Row | undefined;
  const status = body?.status;
  if (body === undefined || status === undefined) return;
  const documentId = ctx.path.split('/')[4];
  const stored =
    ctx.method === 'PUT' && documentId !== undefined
      ? (await standing(strapi, model, [documentId])).get(documentId)
      : beginning(strapi, model);
  // A form that was loaded before somebody else acted is told so first (X33).
  if (ctx.method === 'PUT' && 'version' in body && body.version !== stored?.version) {
    throw httpError(refuse('updatedAt' in body ? 'record.changed' : 'lead.changed'));
  }
  if (status !== null && status !== stored?.status) {
    throw httpError(
      refuse('field.guarded', { field: 'status', action: ACTIONS[recordOf(model)] ?? null }),
    );
  }
  delete body.status;
}

function beginning(strapi: Core.Strapi, model: string): Row {
  const { status } = strapi.contentType(model as never).attributes as {
    status?: { default?: unknown };
  };
  return { status: status?.default };
}

/** A list is `{ results }`, a record `{ data }`. */
function rowsIn(body: unknown): Row[] {
  const { results, data } = (body ?? {}) as { results?: Row[]; data?: Row | null };
  return results ?? (data == null || Array.isArray(data) ? [] : [data]);
}

async function giveStatus(strapi: Core.Strapi, model: string, rows: readonly Row[]): Promise<void> {
  const ids = rows.flatMap(({ documentId }) => documentId ?? []);
  if (ids.length === 0) return;
  const stored = await standing(strapi, model, ids);
  // The rows are the answer that is being written.
  for (const row of rows) Object.assign(row, { status: stored.get(row.documentId ?? '')?.status });
}

async function standing(
  strapi: Core.Strapi,
  model: string,
  documentIds: readonly string[],
): Promise<Map<string, Row>> {
  const { attributes } = strapi.contentType(model as never);
  const rows: (Row & { documentId: string })[] = await strapi.db.query(model).findMany({
    where: { documentId: { $in: documentIds } },
    // Not every record that has a status counts its versions.
    select: ['documentId', 'status', 'version'].filter(
      (field) => field === 'documentId' || field in attributes,
    ),
  });
  return new Map(rows.map((row) => [row.documentId, row]));
}
