import type { Core } from '@strapi/strapi';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { boardQuery } from '../../../../core/pipeline/board';
import { readBoard } from '../../application/read-board';
import { Refused } from '../../application/refused';
import { readCursor, writeCursor } from '../cursor';
import { answering } from '../http-errors';
import { addressed, type Context } from './answer';
import { mayAsk } from './may-ask';

/** The cards of a pipeline, stage by stage (E2, E8). */
export const pipelineController = (
  strapi: Core.Strapi,
): Record<string, (ctx: Context) => Promise<unknown>> => ({
  board: (ctx) =>
    answering(async () => {
      const { filters, _q, ...asked } = ctx.query;
      const query = parseInput(boardQuery, asked);
      if (isRefusal(query)) throw new Refused(query);
      const { cursor, limit, stage } = query;
      const { stages, ...pipeline } = await readBoard(strapi, {
        pipeline: addressed(ctx),
        limit,
        stage,
        after: cursor === undefined ? null : readCursor(cursor),
        filtersFor: (kind) => mayAsk(strapi, ctx, kind, { filters, _q }),
      });
      return {
        data: {
          ...pipeline,
          stages: stages.map(({ next, ...shown }) => ({
            ...shown,
            cursor: next === null ? null : writeCursor(next),
          })),
        },
        meta: { limit },
      };
    }),
});
