import { catalogue } from '../../kernel/catalogue';
import { activate } from './activate';
import { deactivate } from './deactivate';
import { score } from './score';

/** Every lead action; the doors are derived from this list. */
export const leadActions = catalogue([score, activate, deactivate]);
