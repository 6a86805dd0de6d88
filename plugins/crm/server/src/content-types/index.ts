import {
  dropdownType,
  dropdownValue,
  masterType,
  opportunity,
  pipeline,
  qualificationProcess,
  stage,
} from './dictionaries';
import { change, operation } from './history';
import { lead } from './lead';
import { company, contact, leadContact, member, role } from './people';
import { bulkJob, closeRequest, notification } from './deeds';
import { calendarEvent, contactGroup, marketingList, savedView, task } from './work';

export const contentTypes = {
  ...lead,
  ...leadContact,
  ...contact,
  ...company,
  ...opportunity,
  ...task,
  ...calendarEvent,
  ...contactGroup,
  ...marketingList,
  ...savedView,
  ...dropdownType,
  ...masterType,
  ...dropdownValue,
  ...member,
  ...role,
  ...closeRequest,
  ...notification,
  ...bulkJob,
  ...pipeline,
  ...stage,
  ...qualificationProcess,
  ...operation,
  ...change,
};
