import { z } from 'zod';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { Refused } from '../../application/refused';

const pageSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** @throws Refused with `input.invalid` */
export function pageOf(pagination: unknown): z.output<typeof pageSchema> {
  const page = parseInput(pageSchema, pagination);
  if (isRefusal(page)) throw new Refused(page);
  return page;
}
