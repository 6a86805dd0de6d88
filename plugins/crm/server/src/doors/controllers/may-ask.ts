import type { Core } from '@strapi/strapi';
import { uidOf } from '../../content-types/record';
import type { Context } from './answer';

/** Filters as in the generated lists, held to what the caller may see there. */
export async function mayAsk(
  strapi: Core.Strapi,
  ctx: Context,
  record: string,
  asked: Readonly<Record<string, unknown>>,
): Promise<object> {
  const schema = strapi.contentType(uidOf(record) as never);
  const auth = ctx.state.auth as never;
  const given = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined),
  );
  await strapi.contentAPI.validate.query(given, schema, { auth });
  return strapi.contentAPI.sanitize.query(given, schema, { auth });
}
