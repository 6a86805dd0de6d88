import type { PanelComponent } from '../content-manager';
import { ContactLifecyclePanel } from './ContactLifecycle';
import { DropdownUsagePanel } from './DropdownUsage';
import { HistoryPanel } from './HistoryPanel';
import { LeadLifecyclePanel } from './LeadLifecycle';
import { LookAlikesPanel } from './LookAlikes';
import { LeadPeoplePanel } from './LeadPeople';
import { LeadWorkPanel } from './LeadWork';
import { OvertakenPanel } from './Overtaken';
import { TaskPanel } from './TaskPanel';

/** The panels beside a form, in their order; each shows on the records it is about. */
export const panels: readonly PanelComponent[] = [
  OvertakenPanel,
  LeadLifecyclePanel,
  ContactLifecyclePanel,
  LookAlikesPanel,
  LeadPeoplePanel,
  LeadWorkPanel,
  TaskPanel,
  DropdownUsagePanel,
  HistoryPanel,
];
