import { GUARDED_CONTACT_FIELDS } from '../../../core/contact/model';
import { GUARDED_LEAD_FIELDS } from '../../../core/lead/model';
import type { CrmRecord } from '../../../core/role/roles';

/** How the Content Manager shows a record. */
export interface View {
  /** What a record is called in titles and pickers. */
  readonly mainField: string;
  readonly sort: readonly [field: string, order: 'ASC' | 'DESC'];
  readonly list: readonly string[];
  /** The form, row by row: fields with their width out of 12. */
  readonly edit: readonly (readonly (readonly [field: string, width: number])[])[];
  /** Shown, not typed. */
  readonly readOnly: readonly string[] | 'all';
}

export const VIEWS: Readonly<Record<CrmRecord, View>> = {
  lead: {
    mainField: 'title',
    sort: ['createdAt', 'DESC'],
    list: ['title', 'active', 'status', 'outcome', 'stage', 'owner', 'leadScore'],
    edit: [
      [['title', 12]],
      [
        ['company', 6],
        ['owner', 6],
      ],
      [
        ['active', 4],
        ['individualType', 4],
        ['estimatedValue', 4],
      ],
      [
        ['leadScore', 4],
        ['statusCode', 4],
        ['lostReason', 4],
      ],
      [['description', 12]],
      [
        ['pipeline', 4],
        ['stage', 4],
        ['state', 4],
      ],
      [
        ['status', 4],
        ['outcome', 4],
        ['opportunity', 4],
      ],
      [
        ['goal', 6],
        ['implementationOptions', 6],
      ],
      [
        ['procurementProcedure', 6],
        ['decisionLevel', 6],
      ],
      [
        ['terms', 6],
        ['decisionMaker', 6],
      ],
      [
        ['selectionCriteria', 6],
        ['complianceWithCriteria', 6],
      ],
      [
        ['channel', 6],
        ['externalId', 6],
      ],
      [
        ['closedAt', 4],
        ['closedBy', 4],
        ['soldAt', 4],
      ],
      [
        ['closeNotes', 6],
        ['disqualificationReason', 6],
      ],
      [
        ['disqualificationCode', 4],
        ['stageEnteredAt', 4],
        ['nextEventAt', 4],
      ],
      [
        ['pendingQualification', 6],
        ['pendingCloseRequest', 6],
      ],
    ],
    // What only actions change has buttons that show what follows before it is done.
    readOnly: Object.keys(GUARDED_LEAD_FIELDS),
  },
  'lead-contact': {
    mainField: 'documentId',
    sort: ['createdAt', 'DESC'],
    list: ['lead', 'contact', 'primaryIndividual', 'primaryContact', 'relationshipType', 'active'],
    edit: [
      [
        ['lead', 6],
        ['contact', 6],
      ],
      [
        ['relationshipType', 6],
        ['active', 6],
      ],
      [
        ['primaryIndividual', 6],
        ['primaryContact', 6],
      ],
    ],
    readOnly: [],
  },
  contact: {
    mainField: 'lastName',
    sort: ['lastName', 'ASC'],
    list: ['lastName', 'firstName', 'email', 'phone', 'company', 'active', 'inactiveReason'],
    edit: [
      [
        ['firstName', 6],
        ['lastName', 6],
      ],
      [
        ['email', 6],
        ['phone', 6],
      ],
      [
        ['company', 6],
        ['externalId', 6],
      ],
      [
        ['active', 4],
        ['inactiveReason', 4],
        ['inactiveUntil', 4],
      ],
      [
        ['doNotContact', 4],
        ['deceased', 4],
        ['portalUser', 4],
      ],
    ],
    readOnly: Object.keys(GUARDED_CONTACT_FIELDS),
  },
  company: {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'website', 'industry', 'country', 'primaryContact'],
    edit: [
      [['name', 12]],
      [
        ['website', 6],
        ['taxNumber', 6],
      ],
      [
        ['industry', 6],
        ['country', 6],
      ],
      [
        ['primaryContact', 6],
        ['externalId', 6],
      ],
      [['notes', 12]],
    ],
    readOnly: [],
  },
  opportunity: {
    mainField: 'name',
    sort: ['createdAt', 'DESC'],
    list: ['name', 'stage', 'responsible', 'company', 'estimatedRevenue', 'estimatedCloseDate'],
    edit: [
      [['name', 12]],
      [
        ['responsible', 6],
        ['company', 6],
      ],
      [
        ['pipeline', 6],
        ['stage', 6],
      ],
      [
        ['estimatedRevenue', 6],
        ['estimatedCloseDate', 6],
      ],
      [
        ['city', 6],
        ['sellingDirection', 6],
      ],
      [['currentSituation', 12]],
      [['description', 12]],
      [
        ['originatingLead', 6],
        ['externalId', 6],
      ],
    ],
    readOnly: ['originatingLead'],
  },
  task: {
    mainField: 'title',
    sort: ['dueAt', 'ASC'],
    list: ['title', 'kind', 'lead', 'assignee', 'status', 'dueAt'],
    edit: [
      [['title', 12]],
      [
        ['lead', 6],
        ['assignee', 6],
      ],
      [
        ['kind', 4],
        ['status', 4],
        ['dueAt', 4],
      ],
      [['description', 12]],
      [
        ['completedAt', 6],
        ['completedBy', 6],
      ],
      [
        ['step', 4],
        ['form', 8],
      ],
      [['process', 12]],
    ],
    readOnly: ['kind', 'status', 'completedAt', 'completedBy', 'step', 'form', 'process'],
  },
  'marketing-list': {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'description', 'leads'],
    edit: [[['name', 12]], [['description', 12]], [['leads', 12]]],
    readOnly: [],
  },
  'dropdown-type': {
    mainField: 'label',
    sort: ['label', 'ASC'],
    list: ['label', 'key', 'description'],
    edit: [
      [
        ['label', 6],
        ['key', 6],
      ],
      [['description', 12]],
    ],
    readOnly: ['key'],
  },
  'master-type': {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'dropdownType', 'key', 'closing'],
    edit: [
      [['name', 12]],
      [
        ['dropdownType', 6],
        ['label', 6],
      ],
      [
        ['key', 6],
        ['closing', 6],
      ],
    ],
    readOnly: 'all',
  },
  'dropdown-value': {
    mainField: 'label',
    sort: ['position', 'ASC'],
    list: ['label', 'dropdownType', 'masterType', 'position', 'active', 'isDefault'],
    edit: [
      [
        ['label', 6],
        ['key', 6],
      ],
      [
        ['dropdownType', 6],
        ['masterType', 6],
      ],
      [
        ['position', 4],
        ['active', 4],
        ['isDefault', 4],
      ],
    ],
    readOnly: [],
  },
  pipeline: {
    mainField: 'name',
    sort: ['position', 'ASC'],
    list: ['name', 'kind', 'isDefault', 'forwardOnly', 'nextOnly', 'allowReopen'],
    edit: [
      [
        ['name', 6],
        ['key', 6],
      ],
      [
        ['kind', 4],
        ['position', 4],
        ['isDefault', 4],
      ],
      [
        ['forwardOnly', 4],
        ['nextOnly', 4],
        ['allowReopen', 4],
      ],
    ],
    readOnly: [],
  },
  stage: {
    mainField: 'name',
    sort: ['position', 'ASC'],
    list: ['name', 'pipeline', 'state', 'position', 'visible'],
    edit: [
      [
        ['name', 6],
        ['pipeline', 6],
      ],
      [
        ['state', 6],
        ['position', 6],
      ],
      [
        ['colour', 6],
        ['visible', 6],
      ],
      [['process', 6]],
    ],
    readOnly: [],
  },
  'qualification-process': {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'builtIn', 'copiedFrom', 'version'],
    edit: [
      [
        ['name', 6],
        ['copiedFrom', 6],
      ],
      [
        ['builtIn', 6],
        ['version', 6],
      ],
      [['steps', 12]],
    ],
    readOnly: ['builtIn', 'version'],
  },
  member: {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'email', 'active', 'manager', 'office'],
    edit: [
      [
        ['name', 6],
        ['email', 6],
      ],
      [
        ['manager', 6],
        ['roles', 6],
      ],
      [
        ['adminUser', 6],
        ['apiUser', 6],
      ],
      [
        ['office', 4],
        ['externalId', 4],
        ['active', 4],
      ],
      [
        ['notifyInPanel', 6],
        ['notifyByEmail', 6],
      ],
    ],
    readOnly: [],
  },
  role: {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'key'],
    edit: [
      [
        ['name', 6],
        ['key', 6],
      ],
      [['grants', 12]],
    ],
    readOnly: [],
  },
  'calendar-event': {
    mainField: 'title',
    sort: ['dueAt', 'ASC'],
    list: ['title', 'type', 'dueAt', 'lead', 'contact', 'assignee', 'completedAt'],
    edit: [
      [
        ['title', 8],
        ['type', 4],
      ],
      [
        ['dueAt', 8],
        ['allDay', 4],
      ],
      [
        ['lead', 6],
        ['contact', 6],
      ],
      [['assignee', 6]],
      [['notes', 12]],
      [
        ['completedAt', 4],
        ['completedBy', 4],
        ['cancelledAt', 4],
      ],
    ],
    readOnly: ['completedAt', 'completedBy', 'cancelledAt'],
  },
  'contact-group': {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'defaultOnLost', 'defaultOnWon'],
    edit: [
      [['name', 12]],
      [
        ['defaultOnLost', 6],
        ['defaultOnWon', 6],
      ],
      [['description', 12]],
      [['contacts', 12]],
    ],
    readOnly: [],
  },
  'saved-view': {
    mainField: 'name',
    sort: ['name', 'ASC'],
    list: ['name', 'page', 'owner', 'shared'],
    edit: [
      [
        ['name', 6],
        ['page', 6],
      ],
      [
        ['owner', 6],
        ['shared', 6],
      ],
      [['query', 12]],
    ],
    readOnly: ['owner'],
  },
  'close-request': {
    mainField: 'status',
    sort: ['createdAt', 'DESC'],
    list: ['lead', 'requester', 'status', 'decider', 'createdAt'],
    edit: [
      [
        ['lead', 6],
        ['requester', 6],
      ],
      [
        ['status', 4],
        ['decider', 4],
        ['decidedAt', 4],
      ],
      [['note', 12]],
      [['form', 12]],
    ],
    readOnly: 'all',
  },
  notification: {
    mainField: 'kind',
    sort: ['createdAt', 'DESC'],
    list: ['kind', 'recipient', 'lead', 'readAt', 'createdAt'],
    edit: [
      [
        ['kind', 6],
        ['recipient', 6],
      ],
      [
        ['lead', 6],
        ['readAt', 6],
      ],
      [['details', 12]],
    ],
    readOnly: 'all',
  },
  'bulk-job': {
    mainField: 'action',
    sort: ['createdAt', 'DESC'],
    list: ['action', 'status', 'total', 'done', 'requested', 'refused', 'startedBy', 'createdAt'],
    edit: [
      [
        ['action', 6],
        ['status', 6],
      ],
      [
        ['total', 3],
        ['done', 3],
        ['requested', 3],
        ['refused', 3],
      ],
      [
        ['startedBy', 4],
        ['startedAt', 4],
        ['finishedAt', 4],
      ],
      [['problem', 12]],
      [['input', 12]],
    ],
    readOnly: 'all',
  },
  operation: {
    mainField: 'action',
    sort: ['createdAt', 'DESC'],
    list: ['action', 'lead', 'contact', 'actorName', 'door', 'createdAt'],
    edit: [
      [
        ['action', 6],
        ['access', 6],
      ],
      [
        ['lead', 6],
        ['contact', 6],
      ],
      [
        ['actorName', 4],
        ['actorKind', 4],
        ['actorMember', 4],
      ],
      [
        ['door', 6],
        ['number', 6],
      ],
      [['input', 12]],
      [['kept', 12]],
      [
        ['causedBy', 6],
        ['undoes', 6],
      ],
    ],
    readOnly: 'all',
  },
  change: {
    mainField: 'recordLabel',
    sort: ['createdAt', 'DESC'],
    list: ['recordLabel', 'record', 'operation', 'createdAt'],
    edit: [
      [
        ['operation', 6],
        ['recordLabel', 6],
      ],
      [
        ['record', 4],
        ['recordId', 4],
        ['recordDocumentId', 4],
      ],
      [['fields', 12]],
    ],
    readOnly: 'all',
  },
};
