import { useCrmChosenQuery, useCrmValuesQuery } from '../api/crm-api';
import { useCrmRecordsQuery } from '../api/dictionary-api';
import type { NamedRow } from '../api/replies';
import type { InputValue } from '../actions/form-input';
import type { Field } from '../actions/read-fields';
import { useWords } from '../words';

interface Props {
  readonly field: Field;
  readonly value: InputValue;
}

/** An answer to a question of a form, in words. */
export function Answer({ field, value }: Props) {
  const words = useWords();
  if (value === undefined || value === null) return '–';
  if (field.kind === 'records')
    return <NamedAll record={field.of} documentIds={value as string[]} />;
  // Only a group's answer has parts: a new company's name, website and tax number.
  if (typeof value === 'object') return words.list(Object.values(value).map(String));
  if (field.kind === 'record') return <Named record={field.of} documentId={String(value)} />;
  if (field.kind === 'dropdown-value') {
    return <Label type={field.type} documentId={String(value)} />;
  }
  return words.value(field.name, value);
}

function Named({ record, documentId }: { record: string; documentId: string }) {
  const { data } = useCrmChosenQuery({ record, documentId });
  return data?.name ?? '–';
}

function NamedAll({ record, documentIds }: { record: string; documentIds: readonly string[] }) {
  const words = useWords();
  const { data = [] } = useCrmRecordsQuery({
    record,
    sort: 'name:ASC',
    filters: { documentId: { $in: documentIds } },
  });
  // What is picked from has a name.
  const rows = data as unknown as readonly NamedRow[];
  return rows.length === 0 ? '–' : words.list(rows.map(({ name }) => name));
}

function Label({ type, documentId }: { type: string; documentId: string }) {
  const { data = [] } = useCrmValuesQuery(type);
  return data.find((value) => value.documentId === documentId)?.label ?? '–';
}
