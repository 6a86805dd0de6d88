import type { Core } from '@strapi/strapi';
import { refuse } from '../../../../core/kernel/refusals';
import { uidOf } from '../../content-types/record';
import { Refused } from '../../application/refused';
import type { Context } from './answer';

type Query = Readonly<Record<string, unknown>>;

/** What a caller may read of a record: as the generated routes hold it, or in the panel its own lists. */
interface Reading {
  ask(query: Query): Promise<object>;
  /** A record as this caller is shown it. */
  show(entity: Query): Promise<Query>;
}

/**
 * @throws Refused with `access.role`, or Strapi's own error, where the caller may not read the record at all
 */
export async function readingOf(
  strapi: Core.Strapi,
  ctx: Context,
  record: string,
): Promise<Reading> {
  const model = uidOf(record);
  const { userAbility } = ctx.state as { userAbility?: unknown };
  if (userAbility !== undefined) return inPanel(strapi, userAbility, model);
  const schema = strapi.contentType(model as never);
  const auth = ctx.state.auth as never;
  await strapi.get('auth').verify(auth, { scope: [`${model}.find`] });
  return {
    ask: (query) => strapi.contentAPI.sanitize.query(query, schema, { auth }),
    show: async (entity) =>
      (await strapi.contentAPI.sanitize.output(entity, schema, { auth })) as Query,
  };
}

interface Checker {
  readonly cannot: { read(): boolean };
  validateQuery(query: Query): Promise<void>;
  readonly sanitizedQuery: { read(query: Query): Promise<object> };
  sanitizeOutput(entity: Query): Promise<Query>;
}

/** The Content Manager's rights: fields and conditions that an administrator gave this role. */
function inPanel(strapi: Core.Strapi, userAbility: unknown, model: string): Reading {
  // Strapi hands out plugin services untyped.
  const checker = strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility, model }) as Checker;
  if (checker.cannot.read()) throw new Refused(refuse('access.role', { grant: 'read' }));
  return {
    async ask(query) {
      await checker.validateQuery(query);
      return checker.sanitizedQuery.read(query);
    },
    show: (entity) => checker.sanitizeOutput(entity),
  };
}

/** Filters as in the generated lists, held to what the caller may see there. */
export async function mayAsk(
  strapi: Core.Strapi,
  ctx: Context,
  record: string,
  asked: Query,
): Promise<object> {
  const given = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined),
  );
  await strapi.contentAPI.validate.query(given, strapi.contentType(uidOf(record) as never), {
    auth: ctx.state.auth as never,
  });
  return (await readingOf(strapi, ctx, record)).ask(given);
}
