import { catalogue } from '../../kernel/catalogue';
import { activate } from './activate';
import { addToMarketingList } from './add-to-marketing-list';
import { assign } from './assign';
import { changePipeline } from './change-pipeline';
import { changeStage } from './change-stage';
import { correctDisqualification } from './correct-disqualification';
import { closeLost } from './close-lost';
import { closeWon } from './close-won';
import { createOpportunity } from './create-opportunity';
import { deactivate } from './deactivate';
import { disqualify } from './disqualify';
import { markSold } from './mark-sold';
import { qualify } from './qualify';
import { reassign } from './reassign';
import { reopen } from './reopen';
import { score } from './score';

/** Every lead action; the doors are derived from this list. */
export const leadActions = catalogue([
  assign,
  reassign,
  qualify,
  disqualify,
  correctDisqualification,
  createOpportunity,
  closeLost,
  closeWon,
  markSold,
  changeStage,
  changePipeline,
  score,
  reopen,
  activate,
  deactivate,
  addToMarketingList,
]);
