import { catalogue } from '../../kernel/catalogue';
import { activate } from './activate';
import { deactivate } from './deactivate';

/** Every contact action; the doors are derived from this list. */
export const contactActions = catalogue([activate, deactivate]);
