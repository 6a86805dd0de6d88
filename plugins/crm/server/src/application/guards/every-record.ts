import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { isCalendarDay } from '../../../../core/kernel/calendar-day';
import { isReadable, UNREADABLE } from '../../../../core/kernel/plain-text';
import { titleOf } from '../../../../core/kernel/name-in-words';
import { mayWrite } from '../../../../core/role/may-write';
import { CRM_RECORDS, type CrmRecord } from '../../../../core/role/roles';
import { contentTypes } from '../../content-types';
import type { Attribute } from '../../content-types/record';
import { lockRows } from '../../store/lock';
import { readAttributes, textOf } from '../../store/read';
import { Refused } from '../refused';
import type { Guard, Write } from './guard';
import type { WrittenData } from './written';

/**
 * What holds for every record, before its own rules: whoever writes is somebody who works here today and may
 * write such records (R13); what is called by a name has one; a day is one of the calendar; and a form that was
 * loaded before somebody else changed the record is not saved over it (X33).
 */
export const everyRecordGuards: Guard[] = CRM_RECORDS.map((record) => ({
  record,
  async creating(write, rows) {
    await judgeWriter(write, record);
    for (const data of rows) judgeValues(record, data);
  },
  async updating(write, ids, data) {
    await judgeWriter(write, record);
    judgeValues(record, data);
    await judgeForm(write, record, ids);
  },
  deleting: (write) => judgeWriter(write, record),
}));

async function judgeWriter({ request }: Write, record: CrmRecord): Promise<void> {
  const { actor } = await request();
  const refusal = mayWrite(actor, record);
  if (refusal !== null) throw new Refused(refusal);
}

function judgeValues(record: CrmRecord, data: WrittenData): void {
  const attributes: Readonly<Record<string, Attribute>> =
    contentTypes[record]?.schema.attributes ?? {};
  for (const [name, value] of Object.entries(data)) {
    const attribute = attributes[name];
    if (attribute === undefined || typeof value !== 'string') continue;
    if (attribute['required'] === true && value.trim() === '') {
      throw new Refused(refuseField(name, `${titleOf(name)} is missing.`));
    }
    if (TIMES.has(attribute.type) && !isCalendarDay(value)) {
      throw new Refused(refuseField(name, `There is no such day as ${value.slice(0, 10)}.`));
    }
    // HTML is kept as it is written, and shown as text; a rich-text editor writes it (X35).
    if (TEXTS.has(attribute.type) && !isReadable(value)) {
      throw new Refused(refuseField(name, UNREADABLE));
    }
  }
}

/** Their guards lock the record before anything else; to lock any other one first would turn the order around (D5). */
const LOCKED_FIRST: ReadonlySet<CrmRecord> = new Set(['lead', 'contact']);

async function judgeForm(
  { tx, form }: Write,
  record: CrmRecord,
  ids: readonly number[],
): Promise<void> {
  const loaded = form();
  if (loaded === undefined) return;
  if (LOCKED_FIRST.has(record)) await lockRows(tx, record, ids);
  const rows = await readAttributes(tx, record, ids, ['documentId', 'updatedAt']);
  for (const { documentId, updatedAt } of rows.values()) {
    if (documentId !== loaded.documentId || updatedAt === null) continue;
    if (Date.parse(textOf(updatedAt)) !== loaded.at) throw new Refused(refuse('record.changed'));
  }
}

const TIMES: ReadonlySet<string> = new Set(['date', 'datetime']);
const TEXTS: ReadonlySet<string> = new Set(['string', 'text']);
