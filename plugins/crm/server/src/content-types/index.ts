import {
  dropdownType,
  dropdownValue,
  masterType,
  opportunity,
  pipeline,
  stage,
} from './dictionaries';
import { change, operation } from './history';
import { lead } from './lead';
import { company, contact, leadContact, member, role } from './people';

export const contentTypes = {
  ...lead,
  ...leadContact,
  ...contact,
  ...company,
  ...opportunity,
  ...dropdownType,
  ...masterType,
  ...dropdownValue,
  ...member,
  ...role,
  ...pipeline,
  ...stage,
  ...operation,
  ...change,
};
