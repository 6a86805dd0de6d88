import type { StrapiApp } from '@strapi/strapi/admin';
import { keepTyped, typedInto, type Typed } from './overtaken';
import { codeOf, wordsOutside } from './words';

/** One of our records, as the Content Manager asks for it and saves it. */
interface Asked {
  readonly model?: string;
  readonly documentId?: string;
  readonly params?: unknown;
  data?: Typed;
}

/** What happens to a mutation of the Content Manager, as the store hears of it. */
interface Happening {
  readonly type?: string;
  readonly meta?: {
    readonly arg?: { readonly endpointName?: string; readonly originalArgs?: Asked };
  };
  readonly payload?: { message?: string };
}

interface Store {
  readonly adminApi: { readonly queries: Readonly<Record<string, Cached | undefined>> };
}

interface Cached {
  readonly endpointName?: string;
  readonly originalArgs?: Asked;
  readonly data?: { readonly data?: Typed };
}

/** The mutations whose answers the Content Manager says as they come. */
const TELLING: ReadonlySet<string | undefined> = new Set([
  'createDocument',
  'updateDocument',
  'deleteDocument',
  'deleteManyDocuments',
]);

const OVERTAKEN = 'record.changed';

/**
 * What the Content Manager's own forms lack for our records. Saving says when the record had last been changed as
 * the form loaded it, so that nobody writes over what somebody else has saved meanwhile (X33); what was typed is
 * kept then, as the form loads the record anew. And a refusal of ours is said in the reader's words. Both are
 * changed in place: who sends and who waits has these very objects. To be called while the panel registers the
 * plugin.
 */
export function mendForms(app: StrapiApp): void {
  const typedIn = new WeakMap<Asked, Typed>();

  const heard = ({ type = '', meta, payload }: Happening, state: () => unknown): void => {
    const { endpointName, originalArgs: asked } = meta?.arg ?? {};
    const code = codeOf(payload);
    if (TELLING.has(endpointName) && payload !== undefined && code !== '') {
      const words = wordsOutside(app);
      payload.message =
        code === OVERTAKEN ? words.say('crm.overtaken.form') : words.refusal(payload);
    }
    if (endpointName !== 'updateDocument' || !isOurs(asked)) return;
    if (type.endsWith('/pending')) {
      const loaded = loadedBefore(state() as Store, asked) ?? {};
      typedIn.set(asked, typedInto(asked.data, loaded));
      asked.data = { ...asked.data, updatedAt: loaded['updatedAt'] };
    } else if (type.endsWith('/fulfilled')) {
      keepTyped(asked.model, asked.documentId);
    } else if (code === OVERTAKEN) {
      keepTyped(asked.model, asked.documentId, typedIn.get(asked));
    }
  };

  app.addMiddlewares([
    () => (store) => (next) => (action) => {
      heard(action as Happening, () => store.getState());
      return next(action) as unknown;
    },
  ]);
}

const isOurs = (
  asked: Asked | undefined,
): asked is Asked & { model: string; documentId: string; data: Typed } =>
  asked?.data !== undefined &&
  asked.documentId !== undefined &&
  asked.model?.startsWith('plugin::crm.') === true;

/** What the form began with: the record as the store has it. */
function loadedBefore({ adminApi }: Store, asked: Asked): Typed | undefined {
  const query = Object.values(adminApi.queries).find(
    (one) => one?.endpointName === 'getDocument' && isSame(one.originalArgs, asked),
  );
  return query?.data?.data;
}

const isSame = (one: Asked | undefined, other: Asked): boolean =>
  one?.documentId === other.documentId &&
  one?.model === other.model &&
  JSON.stringify(one?.params) === JSON.stringify(other.params);
