import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal, refuse } from '../../../../core/kernel/refusals';
import { currentRequest } from '../caller';
import { once, type Answer } from '../../application/once';
import { Refused } from '../../application/refused';

/** The parts of Koa's context that the controllers use. */
export interface Context {
  readonly method: string;
  readonly path: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown };
  state: { auth?: unknown; route?: unknown };
  status: number;
  get(header: string): string;
  set(header: string, value: string): void;
}

/**
 * The documentId in the address. PostgreSQL answers a null character with an error, not with "none".
 *
 * @throws Refused with `record.missing`
 */
export function addressed({ params }: Context): string {
  const { id = '' } = params;
  if (id.includes('\0')) throw new Refused(refuse('record.missing'));
  return id;
}

const previewQuery = z.strictObject({
  preview: z.enum(['true', 'false'], { error: 'Write true or false.' }).default('false'),
  populate: z.unknown().optional(),
  fields: z.unknown().optional(),
});

/**
 * Is it only to be planned? Whoever wrote it otherwise did not mean to have it done.
 *
 * @throws Refused with `input.invalid` for another parameter, and for another word than true or false
 */
export function isPreview(ctx: Context): boolean {
  const query = parseInput(previewQuery, ctx.query);
  if (isRefusal(query)) throw new Refused(query);
  return query.preview === 'true';
}

/** Gives the answer; with an `Idempotency-Key`, the same one every time. */
export async function answerOnce(
  strapi: Core.Strapi,
  ctx: Context,
  work: () => Promise<Answer>,
): Promise<unknown> {
  const key = ctx.get('Idempotency-Key');
  const { actor } = await currentRequest(strapi);
  const { status, body } =
    key === ''
      ? await work()
      : await once(
          strapi,
          {
            caller: `${actor.kind}:${actor.member?.documentId ?? actor.name}`,
            key,
            request: JSON.stringify([ctx.method, ctx.path, ctx.query, ctx.request.body]),
          },
          work,
        );
  ctx.status = status;
  return body;
}
