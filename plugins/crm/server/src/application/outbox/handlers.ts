import { invitationHandler } from '../portal/send-invitation';
import { emailHandler } from './email';
import type { OutboxHandler } from './handler';

/** One handler for each kind of row that `enqueue` puts down. */
export const OUTBOX_HANDLERS: readonly OutboxHandler[] = [emailHandler, invitationHandler];
