import { refuseField } from '../../../../core/kernel/refusals';
import { isCalendarDay } from '../../../../core/kernel/calendar-day';
import { titleOf } from '../../../../core/kernel/name-in-words';
import { mayWrite } from '../../../../core/role/may-write';
import { CRM_RECORDS, type CrmRecord } from '../../../../core/role/roles';
import { contentTypes } from '../../content-types';
import type { Attribute } from '../../content-types/record';
import { Refused } from '../refused';
import type { Guard, Write } from './guard';
import type { WrittenData } from './written';

/**
 * What holds for every record, before its own rules: whoever writes is somebody who works here today and may
 * write such records (R13); what is called by a name has one; and a day is one of the calendar.
 */
export const everyRecordGuards: Guard[] = CRM_RECORDS.map((record) => ({
  record,
  async creating(write, rows) {
    await judgeWriter(write, record);
    for (const data of rows) judgeValues(record, data);
  },
  async updating(write, _ids, data) {
    await judgeWriter(write, record);
    judgeValues(record, data);
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
  }
}

const TIMES: ReadonlySet<string> = new Set(['date', 'datetime']);
