import type { InvariantKey } from '../../../../core/integrity/invariants';
import type { Tx } from '../../store/transaction';
import { findStrayAddresses } from './addresses';
import { findMiscountedJobs } from './bulk-jobs';
import { findLoosePendingRequests, findStuckRequests, findWrongApprovals } from './close-requests';
import type { Finding } from './finding';
import {
  findForgottenKinds,
  findLeadsBesideTheirStage,
  findMisplacedLeads,
  findRemappedScores,
  findWrongClosingTimes,
  findWrongNextEvents,
  findWrongPrimaries,
  findWrongStanding,
} from './leads';
import {
  findForeignMasterTypes,
  findForgedOrigins,
  findDecreasingTimes,
  findGapsInHistory,
  findHalfInactiveContacts,
  findLooseChanges,
  findSharedLogins,
  findStrayKeys,
  findValuesOutOfPlace,
  findWrongDefaults,
} from './others';
import { findOpenLogins } from './portal';
import { findKnownErased } from './erased';
import { findLiveMerged } from './merged';
import {
  findForeignStages,
  findMissingFirstStages,
  findPipelinesWithoutDefault,
} from './pipelines';
import { findReplaysThatDiffer } from './replay';

/** What breaks each invariant. */
export const CHECKS: Readonly<Record<InvariantKey, (tx: Tx) => Promise<Finding>>> = {
  keys: findStrayKeys,
  'lead-place': findMisplacedLeads,
  'lead-state': findLeadsBesideTheirStage,
  standing: findWrongStanding,
  'score-kind': findForgottenKinds,
  'closed-at': findWrongClosingTimes,
  'next-event': findWrongNextEvents,
  primaries: findWrongPrimaries,
  'contact-inactive': findHalfInactiveContacts,
  'history-numbers': findGapsInHistory,
  'history-times': findDecreasingTimes,
  'history-whole': findLooseChanges,
  'history-replay': findReplaysThatDiffer,
  'pending-request': findLoosePendingRequests,
  'decided-request': findWrongApprovals,
  'bulk-job': findMiscountedJobs,
  'opportunity-origin': findForgedOrigins,
  'master-type': findForeignMasterTypes,
  'default-value': findWrongDefaults,
  'default-pipeline': findPipelinesWithoutDefault,
  'first-stage': findMissingFirstStages,
  'stage-state': findForeignStages,
  'value-type': findValuesOutOfPlace,
  'member-logins': findSharedLogins,
  addresses: findStrayAddresses,
  'stuck-request': findStuckRequests,
  'portal-logins': findOpenLogins,
  merged: findLiveMerged,
  erased: findKnownErased,
  'score-remapped': findRemappedScores,
};
