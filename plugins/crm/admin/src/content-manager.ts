import type { ComponentType, ReactNode } from 'react';

/** The part of the Content Manager's extension points that we use; Strapi does not export their types. */
interface EditViewContext {
  readonly model: string;
  /** Absent while a record is being created. */
  readonly documentId?: string;
  readonly document?: Readonly<Record<string, unknown>>;
}

export interface PanelComponent {
  (context: EditViewContext): { title: string; content: ReactNode } | null;
}

type Position = 'panel' | 'header' | 'table-row';

interface DocumentAction {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly variant?: 'danger' | 'default' | 'secondary';
  readonly position?: readonly Position[];
  readonly dialog?: {
    readonly type: 'modal';
    readonly title: string;
    readonly content: ComponentType<{ onClose: () => void }>;
  };
}

/** Components in name: they use hooks, and answer a description instead of markup. */
export interface DocumentActionComponent {
  (context: EditViewContext): DocumentAction | null;
  type?: string;
  position?: readonly Position[];
}

export interface BulkActionComponent {
  (context: { readonly model: string }): object | null;
  type?: string;
}

export interface ContentManagerApis {
  addEditViewSidePanel(panels: readonly PanelComponent[]): void;
  addDocumentAction(
    actions: (before: readonly DocumentActionComponent[]) => DocumentActionComponent[],
  ): void;
  addBulkAction(actions: (before: readonly BulkActionComponent[]) => BulkActionComponent[]): void;
}

interface Attribute {
  readonly type: string;
  readonly enum?: readonly string[];
}

interface LayoutOptions {
  /** In our own records alone, by their schema. */
  readonly crm?: { readonly record: string };
}

export interface EditField {
  readonly name: string;
  /** Which input is shown. */
  readonly type: string;
  readonly attribute: Attribute;
}

/** Each panel of a form has rows of fields. */
export interface EditLayout {
  readonly layout: readonly (readonly (readonly EditField[])[])[];
  readonly options: LayoutOptions;
}

export type Label = string | { readonly id: string; readonly defaultMessage: string };

export interface ListColumn {
  readonly name: string;
  readonly label: Label;
  readonly attribute?: Attribute;
  readonly cellFormatter?: (row: Readonly<Record<string, unknown>>) => ReactNode;
}

export interface ListFilter {
  readonly name: string;
  readonly type: string;
  readonly label: Label;
  readonly options?: readonly { readonly value: string; readonly label?: string }[];
  readonly input?: ComponentType<never>;
}

export interface ListLayout {
  readonly options: LayoutOptions;
}

/** Where the Content Manager lets others change what it shows, by its names. */
export const CONTENT_MANAGER_HOOKS = {
  form: 'Admin/CM/pages/EditView/mutate-edit-view-layout',
  columns: 'Admin/CM/pages/ListView/inject-column-in-table',
  filters: 'Admin/CM/pages/ListView/inject-in-filters',
} as const;
