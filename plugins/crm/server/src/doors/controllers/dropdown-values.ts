import type { Core } from '@strapi/strapi';
import { applyDropdownValue, readDropdownUsage } from '../../application/dropdown-usage';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { replyOperation } from '../replies';
import { addressed, answerOnce, type Context, isPreview } from './answer';

/** What editors and sales staff ask about a dropdown value (R31, X19). */
export const dropdownValueController = (
  strapi: Core.Strapi,
): Record<string, (ctx: Context) => Promise<unknown>> => ({
  usage: (ctx) =>
    answering(async () => ({
      data: await readDropdownUsage(strapi, addressed(ctx)),
      meta: {},
    })),

  apply: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const preview = isPreview(ctx);
        const { refused, sample, ...counts } = await applyDropdownValue(
          await currentRequest(strapi),
          { documentId: addressed(ctx), preview },
        );
        return {
          status: 200,
          body: {
            data: {
              ...counts,
              refused: refused.map(({ lead, refusal }) => ({
                documentId: lead.documentId,
                label: lead.title,
                code: refusal.code,
                message: refusal.message,
              })),
              sample: sample.map((done) => replyOperation('score', done, preview)),
            },
            meta: preview ? { preview } : {},
          },
        };
      }),
    ),
});
