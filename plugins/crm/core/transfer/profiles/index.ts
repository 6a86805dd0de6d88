import { catalogue } from '../../kernel/catalogue';
import { b2bPipeline } from './b2b-pipeline';
import { leadsAndContacts } from './leads-and-contacts';

/** Every source that can be imported; `npm run import -- --profile <key>`. */
export const profiles = catalogue([leadsAndContacts, b2bPipeline]);
