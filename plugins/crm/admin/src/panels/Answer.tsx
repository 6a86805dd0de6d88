import { useCrmChosenQuery, useCrmValuesQuery } from '../api/crm-api';
import type { Field } from '../actions/read-fields';
import { useWords } from '../words';

interface Props {
  readonly field: Field;
  readonly value: unknown;
}

/** An answer to a question of a form, in words. */
export function Answer({ field, value }: Props) {
  const words = useWords();
  if (value === undefined || value === null) return '–';
  if (field.kind === 'record') return <Named record={field.of} documentId={String(value)} />;
  if (field.kind === 'dropdown-value')
    return <Label type={field.type} documentId={String(value)} />;
  if (field.kind === 'group') return words.list(Object.values(value).map(String));
  return words.value(field.name, value as string | number | boolean);
}

function Named({ record, documentId }: { record: string; documentId: string }) {
  const { data } = useCrmChosenQuery({ record, documentId });
  return data?.name ?? '–';
}

function Label({ type, documentId }: { type: string; documentId: string }) {
  const { data = [] } = useCrmValuesQuery(type);
  return data.find((value) => value.documentId === documentId)?.label ?? '–';
}
