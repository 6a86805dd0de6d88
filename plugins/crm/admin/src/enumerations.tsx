import { Typography } from '@strapi/design-system';
import { InputRenderer, type StrapiApp } from '@strapi/strapi/admin';
import type { ComponentProps, ComponentType } from 'react';
import {
  CONTENT_MANAGER_HOOKS,
  type EditField,
  type EditLayout,
  type Label,
  type ListColumn,
  type ListFilter,
  type ListLayout,
} from './content-manager';
import { useWords, wordsOutside, type Words } from './words';

/*
 * The Content Manager shows a value of an enumeration as it is stored, or looks it up by the bare value, which
 * would be every plugin's. In forms, lists and filters of ours it has the words of the panel instead.
 */

const INPUT = 'crm-enumeration';

type InputProps = Extract<ComponentProps<typeof InputRenderer>, { type: 'enumeration' }>;

function EnumerationInput({ attribute, ...input }: Omit<InputProps, 'options'> & EditField) {
  const words = useWords();
  return (
    <InputRenderer
      {...input}
      type="enumeration"
      options={(attribute.enum ?? []).map((value) => optionOf(words, input.name, value))}
    />
  );
}

const optionOf = (words: Words, field: string, value: string) => ({
  value,
  label: words.value(field, value),
});

/** To be called while the panel registers the plugin. */
export function translateEnumerations(app: StrapiApp): void {
  // The Content Manager hands the field's properties on; Strapi has no type for that.
  app.addFields({ type: INPUT, Component: EnumerationInput as ComponentType });
  app.registerHook(CONTENT_MANAGER_HOOKS.form, translateForm);
  app.registerHook(CONTENT_MANAGER_HOOKS.columns, (list: Columns) => ({
    ...list,
    displayedHeaders: isOurs(list) ? columnsIn(wordsOutside(app), list) : list.displayedHeaders,
  }));
  app.registerHook(CONTENT_MANAGER_HOOKS.filters, (list: Filters) => ({
    ...list,
    displayedFilters: isOurs(list) ? filtersIn(wordsOutside(app), list) : list.displayedFilters,
  }));
}

interface Columns {
  readonly displayedHeaders: readonly ListColumn[];
  readonly layout: ListLayout;
}

interface Filters {
  readonly displayedFilters: readonly ListFilter[];
  readonly layout: ListLayout;
}

const isOurs = ({ layout }: { readonly layout: ListLayout }): boolean =>
  layout.options.crm !== undefined;

/** Each field of a form asks for the layout anew, and draws itself anew for another one. */
const translated = new WeakMap<EditLayout, EditLayout>();

function translateForm<Form extends { readonly layout: EditLayout }>(form: Form): Form {
  if (!isOurs(form)) return form;
  const layout = translated.get(form.layout) ?? withOurInputs(form.layout);
  translated.set(form.layout, layout);
  return { ...form, layout };
}

const withOurInputs = (form: EditLayout): EditLayout => ({
  ...form,
  layout: form.layout.map((panel) =>
    panel.map((row) =>
      row.map((field) => (field.type === 'enumeration' ? { ...field, type: INPUT } : field)),
    ),
  ),
});

const columnsIn = (words: Words, { displayedHeaders }: Columns): readonly ListColumn[] =>
  displayedHeaders.map((column) =>
    column.attribute?.type === 'enumeration'
      ? {
          ...column,
          ...(column.name === 'status' ? ownStatus(column) : {}),
          cellFormatter: (row) => <Cell>{shown(words, row, column.name)}</Cell>,
        }
      : column,
  );

/** What is called `status` the Content Manager shows as its own, of drafts: ours goes by another name here. */
const ownStatus = (column: ListColumn) => ({
  name: `crm.${column.name}`,
  label: labelled(column),
});

/** By the field's name, in a language that has a word for it; else as the administrator calls it. */
const labelled = ({ name, label }: ListColumn | ListFilter): Label =>
  typeof label === 'string' ? { id: `crm.label.${name}`, defaultMessage: label } : label;

function shown(words: Words, row: Readonly<Record<string, unknown>>, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? words.value(field, value) : '-';
}

function Cell({ children }: { readonly children: string }) {
  return (
    <Typography maxWidth="30rem" ellipsis textColor="neutral800">
      {children}
    </Typography>
  );
}

/** The input is Strapi's own: a filter that names it shows its value by label, too. */
const filtersIn = (words: Words, { displayedFilters }: Filters): readonly ListFilter[] =>
  displayedFilters.map((filter) => ({
    ...filter,
    label: labelled(filter),
    ...(filter.type === 'enumeration' && filter.options !== undefined
      ? {
          input: InputRenderer,
          options: filter.options.map(({ value }) => optionOf(words, filter.name, value)),
        }
      : {}),
  }));
