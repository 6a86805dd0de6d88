import {
  ArrowClockwise,
  ArrowRight,
  ArrowsHorizontal,
  Briefcase,
  Check,
  CheckCircle,
  Cross,
  CrossCircle,
  Lightning,
  ListPlus,
  Pencil,
  Trash,
  TrendUp,
  User,
} from '@strapi/icons';
import { useMemo, type ReactNode } from 'react';
import { leadActions } from '../../../core';
import { standsInTheWay } from '../../../core/lead/action';
import type { LeadFact } from '../../../core/lead/model';
import type { RecordName } from '../api/replies';
import type { DocumentActionComponent } from '../content-manager';
import { useMay } from '../may';
import { uidOf } from '../records';
import { useWords } from '../words';
import { ActionForm } from './ActionForm';
import { actionLabel, actionsOf, doorOf, isDangerous, type PanelAction } from './actions-of';

const ICONS: Readonly<Record<string, ReactNode>> = {
  allocate: <User aria-hidden />,
  assign: <User aria-hidden />,
  reassign: <User aria-hidden />,
  qualify: <CheckCircle aria-hidden />,
  disqualify: <CrossCircle aria-hidden />,
  'correct-disqualification': <Pencil aria-hidden />,
  'create-opportunity': <Briefcase aria-hidden />,
  'change-stage': <ArrowRight aria-hidden />,
  'change-pipeline': <ArrowsHorizontal aria-hidden />,
  reopen: <ArrowClockwise aria-hidden />,
  'add-to-marketing-list': <ListPlus aria-hidden />,
  score: <TrendUp aria-hidden />,
  activate: <Check aria-hidden />,
  deactivate: <Cross aria-hidden />,
  erase: <Trash aria-hidden />,
};

export const iconOf = (key: string): ReactNode => ICONS[key] ?? <Lightning aria-hidden />;

/** P7: the actions in the menu of a row and of a form. In the form's panel they have buttons besides. */
const POSITIONS = ['table-row', 'header'] as const;

function documentActionFor(record: RecordName, action: PanelAction): DocumentActionComponent {
  const door = doorOf(record, action.key);
  const uid = uidOf(record);

  const CrmAction: DocumentActionComponent = ({ model, documentId, document }) => {
    const words = useWords();
    const may = useMay();
    // The Content Manager mounts a component, and would lose what is typed into a new one.
    const content = useMemo(
      () =>
        ({ onClose }: { onClose: () => void }) => (
          <ActionForm
            record={record}
            action={action}
            documentId={documentId ?? ''}
            onClose={onClose}
          />
        ),
      [documentId],
    );
    if (model !== uid || documentId === undefined || document === undefined || !may(door)) {
      return null;
    }
    if (!isOffered(record, action.key, document)) return null;
    const label = actionLabel(words, record, action);
    return {
      label,
      icon: iconOf(action.key),
      position: POSITIONS,
      ...(isDangerous(action.key) ? { variant: 'danger' as const } : {}),
      dialog: { type: 'modal', title: label, content },
    };
  };
  CrmAction.position = POSITIONS;
  return CrmAction;
}

/** A list of a hundred rows asks no server: what the row does not tell, the dialog says. */
export function isOffered(record: RecordName, key: string, row: Readonly<Record<string, unknown>>) {
  if (record === 'contact' && (row['erasedAt'] ?? row['mergedInto']) != null) return false;
  if (key === 'activate' && row['active'] === true) return false;
  if (key === 'deactivate' && row['active'] !== true) return false;
  const action = record === 'lead' ? leadActions.find(key) : undefined;
  if (action === undefined) return true;
  // A row holds the fields that are asked about by the names that the rules know.
  const lead = {
    ...row,
    opportunity: related(row['opportunity']),
    pendingQualification: related(row['pendingQualification']),
  } as unknown as LeadFact;
  return standsInTheWay(action, lead) === null && action.hindrance(lead, []) === null;
}

/** The Content Manager tells how many a relation holds, and of a column that is not shown nothing. */
const related = (relation: unknown): unknown =>
  (relation as { count?: number } | null | undefined)?.count === 0 ? null : (relation ?? null);

/** One for each action of the catalogues, made once: the Content Manager tells them apart by identity. */
export const documentActions: DocumentActionComponent[] = (['lead', 'contact'] as const).flatMap(
  (record) => actionsOf(record).map((action) => documentActionFor(record, action)),
);
