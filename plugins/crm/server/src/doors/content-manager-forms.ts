import type { Core } from '@strapi/strapi';
import { CRM_RECORDS } from '../../../core/role/roles';
import type { Loaded } from '../application/guards/guard';
import { uidOf } from '../content-types/record';

const OURS: ReadonlySet<string> = new Set(CRM_RECORDS.map(uidOf));

interface Context {
  readonly method: string;
  readonly path: string;
  readonly params: { readonly model?: string };
  readonly request: { readonly body?: { readonly updatedAt?: unknown } };
  readonly state: State;
}

interface State {
  crmForm?: Loaded & { readonly uid: string };
}

/** What a refusal looks like by the time it leaves: see `httpError`. */
interface SentError {
  name?: string;
  message?: string;
  details?: { code?: string; field?: unknown; errors?: unknown };
}

/**
 * What Strapi's forms need beyond the rules. A form sends everything that it has loaded, so that saving it writes
 * back what somebody else has changed meanwhile: it is remembered when it was loaded, for the guards to compare
 * (X33). And it takes what is typed for saved after every answer but one about validation: so that nothing is lost,
 * a refusal is called so.
 */
export function keepForms(strapi: Core.Strapi): void {
  strapi.server.router.use(
    '/content-manager/collection-types/:model',
    async (ctx: Context, next: () => Promise<unknown>) => {
      const { model = '' } = ctx.params;
      if (!OURS.has(model)) return next();
      if (ctx.method === 'PUT') rememberForm(ctx, model);
      try {
        return await next();
      } catch (error) {
        throw asValidation(error);
      }
    },
  );
}

function rememberForm({ request, path, state }: Context, uid: string): void {
  const updatedAt = request.body?.updatedAt;
  const documentId = path.split('/')[4];
  if (typeof updatedAt !== 'string' || documentId === undefined) return;
  const at = Date.parse(updatedAt);
  if (!Number.isNaN(at)) state.crmForm = { uid, documentId, at };
}

/** The form behind the current write of this kind of record; asked once, as what follows is no form's any more. */
export function takeForm(strapi: Core.Strapi, uid: string): Loaded | undefined {
  const state = strapi.requestContext.get()?.state as State | undefined;
  const form = state?.crmForm;
  if (form?.uid !== uid) return undefined;
  delete state?.crmForm;
  return form;
}

function asValidation(error: unknown): unknown {
  const sent = error as SentError;
  const { code, field, errors } = sent.details ?? {};
  if (code === undefined) return error;
  const { message } = sent;
  const path = typeof field === 'string' ? [{ path: [field], message, name: code }] : [];
  sent.name = 'ValidationError';
  sent.details = { ...sent.details, errors: errors ?? path };
  return sent;
}
