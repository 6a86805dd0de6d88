import { Box, Field } from '@strapi/design-system';
import { useField, type StrapiApp } from '@strapi/strapi/admin';
import { useState, type ComponentType, type ReactNode } from 'react';
import { DateInput } from './actions/DateInput';
import { unreadAs } from './actions/form-input';
import { MomentInput } from './actions/MomentInput';
import { NumberInput } from './actions/NumberInput';
import {
  CONTENT_MANAGER_HOOKS,
  type EditField,
  type EditLayout,
  type ListFilter,
  type ListLayout,
} from './content-manager';
import { instantOf, localMoment } from './parts/moment';
import { TYPED_FILTERS, type TypedFilter } from './parts/typed-filters';
import { isUnread, type Unread } from './unread';
import { useWords } from './words';

/*
 * The Content Manager's own inputs make another date or number of what they cannot read. In forms and filters of our
 * records stand ours.
 */

type Kind = 'date' | 'moment' | 'number';

const KINDS: Readonly<Record<string, Kind | undefined>> = {
  date: 'date',
  datetime: 'moment',
  decimal: 'number',
  integer: 'number',
};

const inputOf = (kind: Kind): string => `crm-${kind}`;

type Kept = string | number | Unread | null | undefined;

interface Props extends EditField {
  readonly label?: ReactNode;
  readonly hint?: ReactNode;
  readonly labelAction?: ReactNode;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

function FormInput({
  kind,
  name,
  label,
  hint,
  labelAction,
  required,
  disabled = false,
}: Props & { kind: Kind }) {
  const words = useWords();
  const { value, error, onChange } = useField<Kept>(name);
  const [isTyping, setTyping] = useState(false);
  const typed = isUnread(value) ? value.unread : shownAs(kind, value);
  const unread = unreadAs(kind, typed);
  const isWrong = unread !== undefined && !(unread === 'number' && isTyping && error === undefined);
  const change = (changed: string | number | undefined) => {
    const isBroken = changed !== undefined && unreadAs(kind, changed) !== undefined;
    onChange(name, isBroken ? { unread: String(changed) } : keptAs(kind, changed));
  };
  const text = typeof typed === 'number' ? String(typed) : typed;
  return (
    <Box onFocus={() => setTyping(true)} onBlur={() => setTyping(false)}>
      <Field.Root
        name={name}
        hint={hint}
        required={required ?? false}
        error={isWrong ? words.unread(unread) : (error ?? false)}
      >
        <Field.Label action={labelAction}>{label}</Field.Label>
        {kind === 'number' ? (
          <NumberInput value={typed} disabled={disabled} onChange={change} />
        ) : kind === 'date' ? (
          <DateInput value={text} future={false} disabled={disabled} onChange={change} />
        ) : (
          <MomentInput
            label={words.field(name)}
            value={text}
            disabled={disabled}
            onChange={change}
          />
        )}
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Box>
  );
}

function shownAs(kind: Kind, value: Exclude<Kept, Unread>): string | number | undefined {
  if (value == null || value === '') return undefined;
  if (kind === 'number') return Number(value);
  return kind === 'date' ? String(value) : localMoment(String(value));
}

/** An emptied field is null, as Strapi's own inputs leave it. */
function keptAs(kind: Kind, typed: string | number | undefined): Kept {
  if (typed === undefined) return null;
  return kind === 'moment' ? instantOf(String(typed)) : typed;
}

/** To be called while the panel registers the plugin. */
export function readWhatIsTyped(app: StrapiApp): void {
  for (const kind of ['date', 'moment', 'number'] as const) {
    const Input = (props: Props) => <FormInput {...props} kind={kind} />;
    // The Content Manager hands the field's properties on; Strapi has no type for that.
    app.addFields({ type: inputOf(kind), Component: Input as ComponentType });
  }
  app.registerHook(CONTENT_MANAGER_HOOKS.form, withOurForm);
  app.registerHook(CONTENT_MANAGER_HOOKS.filters, (list: Filters) =>
    list.layout.options.crm === undefined
      ? list
      : { ...list, displayedFilters: list.displayedFilters.map(withOurFilter) },
  );
}

/** Each field of a form asks for the layout anew, and draws itself anew for another one. */
const drawn = new WeakMap<EditLayout, EditLayout>();

function withOurForm<Form extends { readonly layout: EditLayout }>(form: Form): Form {
  if (form.layout.options.crm === undefined) return form;
  const layout = drawn.get(form.layout) ?? withOurInputs(form.layout);
  drawn.set(form.layout, layout);
  return { ...form, layout };
}

const withOurInputs = (form: EditLayout): EditLayout => ({
  ...form,
  layout: form.layout.map((panel) => panel.map((row) => row.map(withOurInput))),
});

function withOurInput(field: EditField): EditField {
  const kind = KINDS[field.type];
  return kind === undefined ? field : { ...field, type: inputOf(kind) };
}

interface Filters {
  readonly displayedFilters: readonly ListFilter[];
  readonly layout: ListLayout;
}

const isTyped = (type: string): type is TypedFilter => type in TYPED_FILTERS;

const withOurFilter = (filter: ListFilter): ListFilter =>
  isTyped(filter.type) ? { ...filter, input: TYPED_FILTERS[filter.type] } : filter;
