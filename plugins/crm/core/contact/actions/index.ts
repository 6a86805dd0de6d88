import { catalogue } from '../../kernel/catalogue';
import { activate } from './activate';
import { deactivate } from './deactivate';
import { erase } from './erase';
import { invite } from './invite';
import { merge } from './merge';
import { releaseEmail } from './release-email';

/** Every contact action; the doors are derived from this list. */
export const contactActions = catalogue([activate, deactivate, releaseEmail, invite, merge, erase]);
