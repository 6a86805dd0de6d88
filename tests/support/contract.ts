import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { describeApi, type Described } from '../../plugins/crm/core/openapi/document';
import { contentTypes } from '../../plugins/crm/server/src/content-types';

/** The description of the API as the repository has it in docs/openapi.json. */
export const apiDocument = (): any =>
  describeApi({
    records: Object.fromEntries(
      Object.entries(contentTypes).map(([record, { schema }]) => [record, schema]),
    ) as unknown as Described['records'],
    server: '/api/crm',
  });

interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly reply: {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/** Holds requests and replies against the document; answers what does not fit. */
export function contractChecker(document: any) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats(ajv);
  // The document as a whole is no schema; its parts are found through it.
  ajv.addVocabulary(['x-crm', ...Object.keys(document)]);
  ajv.addSchema(document, 'api', false, false);
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  const routes = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${document.servers[0].url}${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    // `/leads/{id}` fits `/leads/bulk`, too; the path with more words wins.
    words: path.split('/').filter((part) => !part.startsWith('{')).length,
  }));
  const judge = (pointer: string, what: string, value: unknown): string[] => {
    const validate = validator(pointer);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${what}${instancePath} ${message} ${JSON.stringify(params)}`,
        );
  };

  return {
    /** The route of the document that a call meets. */
    route(method: string, url: string) {
      const [path = ''] = url.split('?');
      const [found] = routes
        .filter(({ pattern }) => pattern.test(path))
        .sort((one, other) => other.words - one.words);
      const operation = found && document.paths[found.path][method.toLowerCase()];
      return operation === undefined ? undefined : { path: found?.path ?? '', operation };
    },

    reply({ method, url, reply }: Exchange): string[] {
      const found = this.route(method, url);
      if (found === undefined) return [`${method} ${url} is not described.`];
      const told = found.operation.responses[reply.status];
      if (told === undefined) return [`${method} ${found.path} answers ${reply.status}.`];
      const pointer = told.$ref
        ? told.$ref.slice(1)
        : `/paths/${escaped(found.path)}/${method.toLowerCase()}/responses/${reply.status}`;
      if (told.$ref === undefined && told.content === undefined) return [];
      const [type = ''] = (reply.headers?.['content-type'] ?? '').split(';');
      if (type.startsWith('text/')) {
        return told.content?.[type] === undefined
          ? [`${method} ${found.path} answers ${type}.`]
          : [];
      }
      return judge(
        `${pointer}/content/application~1json/schema`,
        `${method} ${found.path} ${reply.status}: `,
        reply.body,
      );
    },

    request({ method, url, body }: Omit<Exchange, 'reply'>): string[] {
      const found = this.route(method, url);
      if (found === undefined) return [`${method} ${url} is not described.`];
      const names = new Set(
        found.operation.parameters.map((parameter: any) =>
          parameter.$ref === undefined
            ? parameter.name
            : document.components.parameters[parameter.$ref.split('/').pop()].name,
        ),
      );
      const asked = [...new URL(url, 'http://localhost').searchParams.keys()];
      const unknown = asked
        .map((name) => name.replace(/\[.*$/, ''))
        .filter((name) => !names.has(name))
        .map((name) => `${method} ${found.path} does not take ${name}.`);
      if (found.operation.requestBody === undefined || body === undefined) return unknown;
      const pointer = `/paths/${escaped(found.path)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
      return [...unknown, ...judge(pointer, `${method} ${found.path} takes: `, body)];
    },
  };
}

let checker: ReturnType<typeof contractChecker> | undefined;

/**
 * Whatever a journey is about: each of its replies is one that the document promises. The panel's own
 * doors answer the same as those of the API.
 */
export function holdToContract({ method, url, reply }: Exchange): void {
  if (!/^\/(api\/)?crm\//.test(url) || reply.status === 500) return;
  checker ??= contractChecker(apiDocument());
  const served = url.replace(/^\/crm\//, '/api/crm/');
  // Journeys ask for what is not there, too.
  if (checker.route(method, served) === undefined && reply.status >= 400) return;
  const broken = checker.reply({ method, url: served, reply });
  if (broken.length > 0)
    throw new Error(`Not as the API's description has it:\n${broken.join('\n')}`);
}

const escaped = (path: string): string =>
  path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
