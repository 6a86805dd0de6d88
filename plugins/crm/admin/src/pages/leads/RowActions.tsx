import { IconButton, Menu } from '@strapi/design-system';
import { More, Pencil } from '@strapi/icons';
import { Link } from 'react-router-dom';
import { actionLabel, actionsOf, doorOf, type PanelAction } from '../../actions/actions-of';
import { iconOf, isOffered } from '../../actions/document-actions';
import type { LeadListRow } from '../../api/replies';
import { useMay } from '../../may';
import { CellButtons } from '../../parts/CellButtons';
import { MenuContent } from '../../parts/MenuContent';
import { pathOf } from '../../records';
import { useWords } from '../../words';

interface Props {
  readonly lead: LeadListRow;
  readonly onChoose: (action: PanelAction) => void;
}

/** What can be done with a lead without opening it. */
export function RowActions({ lead, onChoose }: Props) {
  const words = useWords();
  return (
    <CellButtons>
      <IconButton
        tag={Link}
        to={pathOf('lead', lead.documentId)}
        variant="ghost"
        label={words.say('crm.leads.open', { title: lead.title })}
        withTooltip={false}
      >
        <Pencil />
      </IconButton>
      <Menu.Root>
        <Menu.Trigger
          variant="ghost"
          size="S"
          endIcon={null}
          aria-label={words.say('crm.leads.actions', { title: lead.title })}
          style={{ padding: '0.8rem' }}
        >
          <More aria-hidden fill="currentColor" />
        </Menu.Trigger>
        <MenuContent popoverPlacement="bottom-end">
          <RowActionItems lead={lead} onChoose={onChoose} />
        </MenuContent>
      </Menu.Root>
    </CellButtons>
  );
}

interface ItemsProps {
  /** What a row or a card tells of the lead. */
  readonly lead: Readonly<Record<string, unknown>> | LeadListRow;
  readonly onChoose: (action: PanelAction) => void;
}

export function RowActionItems({ lead, onChoose }: ItemsProps) {
  const words = useWords();
  const may = useMay();
  return actionsOf('lead')
    .filter(({ key }) => may(doorOf('lead', key)) && isOffered('lead', key, { ...lead }))
    .map((action) => (
      <Menu.Item
        key={action.key}
        startIcon={iconOf(action.key)}
        variant={action.key === 'deactivate' ? 'danger' : 'default'}
        onSelect={() => onChoose(action)}
      >
        {actionLabel(words, 'lead', action)}
      </Menu.Item>
    ));
}
