import { z } from 'zod';
import { refuseField } from '../../../core/kernel/refusals';
import { DUE_KINDS } from '../../../core/calendar/due-list';
import type { Position } from '../application/read-board';
import type { DuePosition } from '../application/read-due';
import { Refused } from '../application/refused';

const written = z.tuple([z.iso.datetime(), z.int().positive()]);

/** Opaque to callers: they hand it back as they got it. */
export const writeCursor = ({ at, id }: Position): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** @throws Refused with `input.invalid`, naming `cursor` */
export function readCursor(cursor: string): Position {
  const [at, id] = readAs(written, cursor);
  return { at, id };
}

const writtenDue = z.tuple([z.iso.datetime(), z.enum(DUE_KINDS), z.int().positive()]);

export const writeDueCursor = ({ at, kind, id }: DuePosition): string =>
  Buffer.from(JSON.stringify([at, kind, id])).toString('base64url');

/** @throws Refused with `input.invalid`, naming `cursor` */
export function readDueCursor(cursor: string): DuePosition {
  const [at, kind, id] = readAs(writtenDue, cursor);
  return { at, kind, id };
}

function readAs<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  const found = schema.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  if (found.success) return found.data;
  throw new Refused(refuseField('cursor', 'This cursor is broken. Begin without one.'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
