import type { ReplyValue } from './api/replies';
import type { english } from './translations/english';

type WordId = keyof typeof english;

/** What this needs of `Words`, which itself needs this. */
interface Speaker {
  say(id: WordId, values: Readonly<Record<string, string>>): string;
  title(title: string): string;
  either(parts: readonly string[]): string;
  value(field: string, value: ReplyValue): string;
}

/**
 * Sentences of the server's that name somebody or something: as a refusal comes without its details here and
 * there, the names are read off the sentence. One that is not here is said by its code, or as it came.
 */
const SENTENCES: readonly (readonly [sentence: RegExp, words: WordId])[] = [
  [/^Only the owner of the lead \((?!nobody yet\))(?<name>.+)\) may do this\./, 'crm.said.owner'],
  [/^The lead "(?<name>.+)" is inactive and read-only\./, 'crm.said.inactive'],
  [
    /^"(?<name>.+)" is the company of (?<count>\d+) inactive leads?, and .* \("(?<lead>.+)"\)\./,
    'crm.said.companyOfInactive',
  ],
  [
    /^A lead in state (?<state>\w+) does not offer this; it has to be (?<states>.+) first\.$/,
    'crm.said.state',
  ],
  [/^This lead is active\.$/, 'crm.said.active'],
  [/^This lead is open\.$/, 'crm.said.open'],
  [/^This lead has its opportunity already: "(?<name>.+)"\.$/, 'crm.said.opportunity'],
  [
    /^The pipeline "(?<name>.+)" has no stage for leads that are (?<state>\w+)\./,
    'crm.said.noStage',
  ],
  [/^The contact is active\.$/, 'crm.said.contactActive'],
  [/^Only an inactive contact gives its address up\./, 'crm.said.keepsAddress'],
  [/^This contact has no address to give up\.$/, 'crm.said.noAddress'],
  [/^The login to the portal goes by this address\./, 'crm.said.loginAddress'],
  [/^You may only ask for a lead to be closed as lost\./, 'crm.said.mayAsk'],
  [/^A request to close this lead as lost is still waiting\./, 'crm.said.waiting'],
  [/^This request has been settled already/, 'crm.said.settled'],
  [/^Nobody decides on their own request\. (?<names>.+) can, or/, 'crm.said.ownRequest'],
  [/^Nobody can decide on this request:/, 'crm.said.noDecider'],
  [/^Only (?<names>.+) can decide on this request\.$/, 'crm.said.deciders'],
  [/^Only (?<name>.+) can withdraw this request\.$/, 'crm.said.requester'],
  [/^What is asked or decided is not undone\./, 'crm.said.notUndone'],
  [/^"(?<name>.+)" has been deleted since, for good\. What was done/, 'crm.said.deletedSince'],
  [/^The contact has been deleted since, for good\./, 'crm.said.contactDeletedSince'],
  [/^There is nothing left to undo in this operation\.$/, 'crm.said.nothingLeft'],
  [/^Choose a day that is not before the first one\.$/, 'crm.said.notBefore'],
  [/^A report reaches over 20 years at most\.$/, 'crm.said.tooLong'],
  [/^Write plain text, without HTML\.$/, 'crm.said.plain'],
  [/^Take out the characters that cannot be shown\.$/, 'crm.said.unreadable'],
  [/^Do not begin with a sign that makes it a formula\.$/, 'crm.said.formula'],
  [/^Choose a date in the future\.$/, 'crm.said.future'],
  [/^The (label|title|key) is missing\.$/, 'crm.said.empty'],
  [/^[\w.]+ (must be defined|is a required field)\.?$/, 'crm.said.empty'],
  [/^[\w.]+ must be at most (?<max>\d+) characters$/, 'crm.said.atMost'],
  [/^The (label|title) has more than (?<max>\d+) characters\.$/, 'crm.said.atMost'],
  [/^This login already belongs to another member\.$/, 'crm.said.loginTaken'],
  [/^Nobody else administers the CRM: /, 'crm.said.lastAdmin'],
  [/^Another record of this kind already has this key\.$/, 'crm.said.keyTaken'],
  [/^"(?<name>.+)" is in ".+" already\. Choose another label\.$/, 'crm.dropdowns.there'],
  [/^"(?<name>.+)" is in ".+" already, but retired\./, 'crm.dropdowns.thereRetired'],
  [/^A retired value cannot be the default\./, 'crm.said.retiredDefault'],
  [/^A step asks for something: add a field\.$/, 'crm.said.stepAsks'],
  [/^Write the key in camelCase:/, 'crm.said.camelKey'],
  [/^"(?<name>.+)" is asked for twice\.$/, 'crm.said.askedTwice'],
  [/^There is no such active member\.$/, 'crm.said.noMember'],
  [/^(?<title>.+) is missing\.$/, 'crm.said.missing'],
  [/^(?<title>.+) has more than (?<max>\d+) characters\.$/, 'crm.said.longer'],
  [/^(?<title>.+) is no e-mail address\.$/, 'crm.said.noAddress'],
];

/** A sentence of the server's in the reader's words, where there are some. */
export function saidIn(words: Speaker, sentence: string): string | undefined {
  for (const [pattern, id] of SENTENCES) {
    const match = pattern.exec(sentence);
    if (match === null) continue;
    const values = Object.entries(match.groups ?? {}).map(([group, text]) => [
      group,
      (SPOKEN[group] ?? asItIs)(words, text),
    ]);
    return words.say(id, Object.fromEntries(values));
  }
  return undefined;
}

type Spoken = (words: Speaker, text: string) => string;

const asItIs: Spoken = (_words, text) => text;
const state: Spoken = (words, text) => words.value('state', text);

const SPOKEN: Readonly<Record<string, Spoken>> = {
  title: (words, text) => words.title(text),
  state,
  states: (words, text) => words.either(text.split(' or ').map((one) => state(words, one))),
  names: (words, text) => words.either(text.split(' or ')),
};
