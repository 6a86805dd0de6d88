import { Box, Menu, Tooltip, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { iconOf } from '../actions/document-actions';
import { isDangerous, type PanelAction } from '../actions/actions-of';
import { MenuContent } from '../parts/MenuContent';
import { useWords } from '../words';
import type { Choice } from './arrange-actions';
import { MaybeGreyed, READABLE } from './MaybeGreyed';

interface Props {
  readonly choices: readonly Choice[];
  /** Why none of them can be had right now. */
  readonly unsaved: string | undefined;
  readonly onChoose: (action: PanelAction) => void;
}

/** The actions that have no button of their own; what cannot be had stands last, and says why. */
export function ActionMenu({ choices, unsaved, onChoose }: Props) {
  const words = useWords();
  const label = words.say('crm.panel.more');
  const allowed = choices.filter(({ reason }) => reason === undefined);
  const greyed = choices.filter(({ reason }) => reason !== undefined);
  return (
    <MaybeGreyed label={label} reason={unsaved}>
      <Menu.Root>
        <Menu.Trigger
          variant="tertiary"
          fullWidth
          disabled={unsaved !== undefined}
          style={{ width: '100%' }}
        >
          {label}
        </Menu.Trigger>
        <MenuContent popoverPlacement="bottom-end">
          {allowed.map(({ action, label: name }) => (
            <Menu.Item
              key={action.key}
              startIcon={iconOf(action.key)}
              variant={isDangerous(action.key) ? 'danger' : 'default'}
              onSelect={() => onChoose(action)}
            >
              {name}
            </Menu.Item>
          ))}
          {allowed.length > 0 && greyed.length > 0 ? <Menu.Separator /> : null}
          {greyed.map(({ action, label: name, reason = '' }) => (
            <Greyed key={action.key} label={name} reason={reason} />
          ))}
        </MenuContent>
      </Menu.Root>
    </MaybeGreyed>
  );
}

/**
 * Not disabled, for it would take neither pointer nor focus: it does nothing, and tells why. In a menu the
 * focus follows the pointer, and a tooltip that opened by itself would close again with it.
 */
function Greyed({ label, reason }: { label: string; reason: string }) {
  const [told, setTold] = useState(false);
  return (
    <Tooltip label={reason} side="left" open={told} style={READABLE}>
      <Box width="100%" onFocus={() => setTold(true)} onBlur={() => setTold(false)}>
        <Menu.Item
          aria-disabled
          aria-label={`${label}: ${reason}`}
          onSelect={(event: Event) => event.preventDefault()}
        >
          <Typography textColor="neutral500">{label}</Typography>
        </Menu.Item>
      </Box>
    </Tooltip>
  );
}
