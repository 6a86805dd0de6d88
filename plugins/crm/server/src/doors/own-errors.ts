import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { refuse } from '../../../core/kernel/refusals';

interface ErrorContext {
  readonly path: string;
  status: number;
  body: unknown;
}

type Next = () => Promise<unknown>;

interface StrapiDetails {
  readonly code?: unknown;
  readonly errors?: readonly { readonly value?: unknown }[];
}

/**
 * What Strapi itself says no to on a route of the CRM comes in the same envelope, with a code (design.md, section
 * 4): what does not fit a schema, and a method that a route does not have. What the caller has sent is not sent back.
 */
export function ownErrors(strapi: Core.Strapi) {
  const home = `${strapi.config.get('api.rest.prefix', '/api')}/crm/`;
  return async (ctx: ErrorContext, next: Next): Promise<unknown> => {
    if (!ctx.path.startsWith(home)) return next();
    try {
      const answer = await next();
      if (ctx.status === 405 && ctx.body === undefined) sayNotAllowed(ctx);
      return answer;
    } catch (error) {
      if (error instanceof errors.ValidationError) giveCode(error);
      throw error;
    }
  };
}

function giveCode(error: { details: unknown }): void {
  const { code = INVALID, errors: all, ...details } = (error.details ?? {}) as StrapiDetails;
  const shown = all?.map(({ value: _sent, ...one }) => one);
  error.details = { code, ...details, ...(shown === undefined ? {} : { errors: shown }) };
}

const INVALID = refuse('input.invalid').code;

function sayNotAllowed(ctx: ErrorContext): void {
  const message = 'This route does not do that. See the methods in the header Allow.';
  ctx.body = {
    data: null,
    error: { status: 405, name: 'MethodNotAllowedError', message, details: {} },
  };
  ctx.status = 405;
}
