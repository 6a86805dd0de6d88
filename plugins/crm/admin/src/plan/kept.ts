import type { WordId, Words } from '../words';
import { operationWords } from './operation-words';

/**
 * The server says why something stays in English, as history keeps it. These are its sentences, so that
 * other languages can say them too; one that is not here is shown as it came.
 */
const SENTENCES: readonly (readonly [sentence: RegExp, words: WordId])[] = [
  [/^Was inactive already\.$/, 'crm.kept.already'],
  [/^Stays active: the primary contact is the spouse\.$/, 'crm.kept.spouse'],
  [/^Stays active: active on lead "(.*)"\.$/, 'crm.kept.lead'],
  [/^Stays active: is (.*) of the team\.$/, 'crm.kept.staff'],
  [/^Stays active: primary contact of the company "(.*)"\.$/, 'crm.kept.company'],
  [/^Stays active: the opportunity "(.*)" is open\.$/, 'crm.kept.opportunity'],
  [/^Stays inactive, as asked\.$/, 'crm.kept.asked'],
  [/^Stays inactive: deceased\.$/, 'crm.kept.deceased'],
  [/^Stays inactive: was set inactive on its own \((.*)\)\.$/, 'crm.kept.own'],
  [/^Stays inactive: another operation made it so \((.*)\)\.$/, 'crm.kept.other'],
  [/^The lead stays inactive, and so do the contacts/, 'crm.kept.reopened'],
  [/^Stays on do-not-contact\./, 'crm.kept.doNotContact'],
  [/^No opportunity is made: only a company/, 'crm.kept.companyOnly'],
  [/^The opportunity "(.*)" from before is linked again/, 'crm.kept.linkedAgain'],
  [/^The opportunity "(.*)" from before stays/, 'crm.kept.ownOpportunity'],
  [/^The lead is on "(.*)" already\.$/, 'crm.kept.onList'],
  [/^(.*) must not be contacted: nothing will be sent/, 'crm.kept.notContacted'],
  [/^The owner (.*) is inactive\. Reassign/, 'crm.kept.ownerInactive'],
  [/^"(.*)" stays: it has been changed since/, 'crm.kept.madeChanged'],
  [/^"(.*)" stays: other records point to it\.$/, 'crm.kept.madeUsed'],
  [/^"(.*)" stays: what stays needs it\.$/, 'crm.kept.madeNeeded'],
  [/^Stays with the contact, who is inactive then\./, 'crm.kept.openWork'],
  [/^Stays inactive: the person has died\.$/, 'crm.kept.died'],
  [/^Stays inactive: the access is on credit hold\.$/, 'crm.kept.onHold'],
  [/^Goes to a contact who is inactive\./, 'crm.kept.workMoves'],
  [/^Stays as it is: the person has been erased\.$/, 'crm.kept.erased'],
  [/^Still found in (.*), in .* of somebody else/, 'crm.kept.found'],
  [/^(.*) is back already\.$/, 'crm.kept.back'],
  [/^The lead stays open until somebody can decide, whom/, 'crm.kept.undecided'],
  [/^The lead stays open until (.*) decides on the request\.$/, 'crm.kept.decided'],
  [/^What became of the request to close it stays\.$/, 'crm.kept.request'],
  // Notes that a request gets when it comes to nothing.
  [/^The lead has been closed meanwhile\.$/, 'crm.kept.closed'],
  [/^The lead has been set inactive meanwhile\.$/, 'crm.kept.deactivated'],
  [/^The lead has another owner now\.$/, 'crm.kept.reassigned'],
  [/^The lead is yours now\.$/, 'crm.kept.yours'],
];

export function keptBecause(words: Words, because: string): string {
  for (const [sentence, id] of SENTENCES) {
    const match = sentence.exec(because);
    if (match !== null) return words.say(id, { name: nameIn(words, id, match[1] ?? '') });
  }
  return because;
}

/** Of several who could decide one does: "Max Manager or Ada Admin". Other names may hold an "or" of their own. */
function nameIn(words: Words, id: WordId, name: string): string {
  if (id === 'crm.kept.decided') return words.either(name.split(' or '));
  return id === 'crm.kept.other' ? operationWords(words, name) : name;
}
