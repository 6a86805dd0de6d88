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
import { marketingList, task } from './work';

export const contentTypes = {
  ...lead,
  ...leadContact,
  ...contact,
  ...company,
  ...opportunity,
  ...task,
  ...marketingList,
  ...dropdownType,
  ...masterType,
  ...dropdownValue,
  ...member,
  ...role,
  ...pipeline,
  ...stage,
  ...qualificationProcess,
  ...operation,
  ...change,
};
