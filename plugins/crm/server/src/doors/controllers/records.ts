import { factories, type Core } from '@strapi/strapi';
import { CRM_RECORDS, type CrmRecord } from '../../../../core/role/roles';
import { uidOf } from '../../content-types/record';
import { answering } from '../http-errors';
import { answerOnce, type Context } from './answer';
import { leadController, operationController, taskController } from './actions';
import { bulkJobController } from './bulk';
import { calendarEventController } from './calendar-events';
import { closeRequestController } from './close-requests';
import { dropdownValueController } from './dropdown-values';
import { memberController, notificationController } from './notifications';
import { askAboutLookAlikes, contactController } from './contacts';
import { portalController } from './portal';
import { pipelineController } from './pipelines';
import { settingsController } from './settings';
import { stageController } from './stages';

type Controller = Record<string, (ctx: Context) => Promise<unknown>>;

const EXTRAS: Partial<Record<CrmRecord, (strapi: Core.Strapi) => Controller>> = {
  lead: leadController,
  contact: (strapi) => ({ ...contactController(strapi), ...portalController(strapi) }),
  operation: operationController,
  task: taskController,
  'calendar-event': calendarEventController,
  'close-request': closeRequestController,
  'dropdown-value': dropdownValueController,
  pipeline: pipelineController,
  stage: stageController,
  role: settingsController,
  member: memberController,
  notification: notificationController,
  'bulk-job': bulkJobController,
};

/** What is asked before a record is made over the API. */
const BEFORE_CREATE: Partial<
  Record<CrmRecord, (strapi: Core.Strapi, ctx: Context) => Promise<void>>
> = {
  contact: askAboutLookAlikes,
};

/** Strapi's own controllers for every record, with the plugin's actions beside them. */
export const controllers = Object.fromEntries(
  CRM_RECORDS.map((record) => [
    record,
    // Strapi types a core controller by its uid, which only the host's generated types know.
    factories.createCoreController(
      uidOf(record) as never,
      (({ strapi }: { strapi: Core.Strapi }) => ({
        async create(this: unknown, ctx: Context) {
          const generated = Object.getPrototypeOf(this) as Controller;
          return answering(() =>
            answerOnce(strapi, ctx, async () => {
              await BEFORE_CREATE[record]?.(strapi, ctx);
              return { status: 201, body: await generated['create']?.call(this, ctx) };
            }),
          );
        },
        ...EXTRAS[record]?.(strapi),
      })) as never,
    ),
  ]),
);
