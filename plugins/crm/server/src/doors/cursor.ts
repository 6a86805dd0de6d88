import { z } from 'zod';
import { refuseField } from '../../../core/kernel/refusals';
import type { Position } from '../application/read-board';
import { Refused } from '../application/refused';

const written = z.tuple([z.iso.datetime(), z.int().positive()]);

/** Opaque to callers: they hand it back as they got it. */
export const writeCursor = ({ at, id }: Position): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** @throws Refused with `input.invalid`, naming `cursor` */
export function readCursor(cursor: string): Position {
  const found = written.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  if (!found.success) {
    throw new Refused(refuseField('cursor', 'This cursor is broken. Begin without one.'));
  }
  const [at, id] = found.data;
  return { at, id };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
