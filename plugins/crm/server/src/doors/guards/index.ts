import type { Core } from '@strapi/strapi';
import { tidyAddress } from '../../../../core/kernel/tidy-address';
import { refuse } from '../../../../core/kernel/refusals';
import { REFUSED_DEEDS } from '../../../../core/role/refused-deeds';
import { uidOf } from '../../content-types/record';
import { answering, httpError } from '../http-errors';
import { addressGuards } from '../../application/guards/addresses';
import { calendarEventGuard } from '../../application/guards/calendar-event';
import { companyGuard } from '../../application/guards/company';
import { contactGuard } from '../../application/guards/contact';
import { contactGroupGuard } from '../../application/guards/contact-group';
import {
  dropdownTypeGuard,
  dropdownValueGuard,
  masterTypeGuard,
} from '../../application/guards/dropdowns';
import { pipelineGuard } from '../../application/guards/pipelines';
import { qualificationProcessGuard } from '../../application/guards/qualification-process';
import { stageGuard } from '../../application/guards/stages';
import { dropdownFieldGuards } from '../../application/guards/dropdown-fields';
import { clearKeysOfDeleted, cloning, keyGuards } from '../../application/guards/keys';
import { leadGuard } from '../../application/guards/lead';
import { leadContactGuard } from '../../application/guards/lead-contact';
import { marketingListGuard } from '../../application/guards/marketing-list';
import { savedViewGuard } from '../../application/guards/saved-view';
import { portalLoginGuard } from '../../application/guards/portal-logins';
import { taskGuard } from '../../application/guards/task';
import { subscribe } from './subscribe';
import { everyRecordGuards } from '../../application/guards/every-record';
import { opportunityGuard } from '../../application/guards/opportunity';
import { memberGuard } from '../../application/guards/member';
import { deedGuards, historyGuards, roleGuard } from '../../application/guards/others';

const RULES = [
  ...everyRecordGuards,
  leadGuard,
  leadContactGuard,
  contactGuard,
  contactGroupGuard,
  companyGuard,
  dropdownTypeGuard,
  masterTypeGuard,
  dropdownValueGuard,
  ...dropdownFieldGuards,
  ...historyGuards,
  ...deedGuards,
  roleGuard,
  memberGuard,
  stageGuard,
  pipelineGuard,
  qualificationProcessGuard,
  opportunityGuard,
  taskGuard,
  calendarEventGuard,
  marketingListGuard,
  savedViewGuard,
];

/** The rules first, then the keys: what a rule takes out of a write needs no key. */
export function installGuards(strapi: Core.Strapi): void {
  for (const guard of [
    ...RULES,
    portalLoginGuard(strapi),
    ...keyGuards(),
    ...clearKeysOfDeleted(strapi),
    ...addressGuards(strapi),
  ]) {
    subscribe(strapi, guard);
  }
}

const NOT_CLONED: readonly string[] = REFUSED_DEEDS.clone.map(uidOf);

/** Before Strapi looks at it: what people type around an address is nothing to refuse it for (R28). */
export function tidyAddresses(strapi: Core.Strapi): void {
  const holders: readonly string[] = ['contact', 'member'].map(uidOf);
  strapi.documents.use((context, next) => {
    const { data } = context.params as { data?: { email?: unknown } };
    if (holders.includes(context.uid) && typeof data?.email === 'string') {
      data.email = tidyAddress(data.email) || null;
    }
    return next();
  });
}

/** What a unique index refuses reaches the caller as a sentence, not as the database's own words. */
export function nameTakenValues(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) =>
    context.uid.startsWith('plugin::crm.') ? answering(async () => next()) : next(),
  );
}

/**
 * Strapi clones by copying links behind the lifecycles' back, and what was qualified, closed or linked
 * would be so twice (D14). These records are created anew instead.
 */
export function refuseClones(strapi: Core.Strapi): void {
  strapi.documents.use((context, next) => {
    if (context.action !== 'clone') return next();
    if (!NOT_CLONED.includes(context.uid)) {
      // There is one default, and the copy is not it.
      const params = context.params as { data?: object };
      const copied = 'isDefault' in strapi.contentType(context.uid).attributes;
      if (copied) params.data = { ...params.data, isDefault: false };
      return cloning.run(true, next);
    }
    const because =
      'Copies are not made of this record, as they would carry its history. Create a new one.';
    throw httpError(refuse('field.guarded', { field: 'clone', because }));
  });
}
