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
