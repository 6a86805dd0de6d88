import type { Core } from '@strapi/strapi';
import { remapStage } from '../../application/remap-stage';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { readBody } from './actions';
import { addressed, answerOnce, type Context, isPreview } from './answer';

/** What administrators do with a stage besides editing it. */
export const stageController = (
  strapi: Core.Strapi,
): Record<string, (ctx: Context) => Promise<unknown>> => ({
  remap: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const preview = isPreview(ctx);
        const { from, to, leads, opportunities } = await remapStage(await currentRequest(strapi), {
          documentId: addressed(ctx),
          input: readBody(ctx, 'stage').data,
          preview,
        });
        return {
          status: 200,
          body: {
            data: { from: named(from), to: named(to), leads, opportunities },
            meta: preview ? { preview } : {},
          },
        };
      }),
    ),
});

const named = ({ documentId, label }: { documentId: string; label: string }) => ({
  documentId,
  label,
});
