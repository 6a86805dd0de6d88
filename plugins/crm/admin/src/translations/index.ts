import { CRM_RECORDS } from '../../../core/role/roles';
import { uidOf } from '../records';
import { english } from './english';

type Translation = Readonly<Record<string, string>>;

const TRANSLATIONS: Readonly<Record<string, () => Promise<Translation>>> = {
  en: async () => english,
  de: async () => {
    const [forms, pages] = await Promise.all([import('./de.json'), import('./pages.de.json')]);
    return withTypes(withLabels({ ...forms.default, ...pages.default }));
  },
};

/** What Strapi asks for at the start: the words of each of the panel's languages that we have. */
export const translationsFor = (locales: readonly string[]) =>
  Promise.all(
    locales.map(async (locale) => ({ locale, data: (await TRANSLATIONS[locale]?.()) ?? {} })),
  );

const LABEL = 'crm.label.';

/**
 * The Content Manager looks the label of a field up by record and field. A field is called the same in
 * every record, so that a translation says it once. English has its labels in the views that the server
 * arranges, where administrators may change them.
 */
function withLabels(translation: Translation): Translation {
  const labels = Object.entries(translation).filter(([id]) => id.startsWith(LABEL));
  const ofRecords = CRM_RECORDS.flatMap((record) =>
    labels.map(([id, label]): [string, string] => [
      `content-manager.content-types.${uidOf(record)}.${id.slice(LABEL.length)}`,
      label,
    ]),
  );
  return { ...translation, ...Object.fromEntries(ofRecords) };
}

const TYPE = 'crm.type.';

/** The Content Manager looks the name of a kind of record up by that name itself, as its type has it. */
const withTypes = (translation: Translation): Translation => ({
  ...translation,
  ...Object.fromEntries(
    Object.entries(translation).flatMap(([id, name]) =>
      id.startsWith(TYPE) ? [[id.slice(TYPE.length), name]] : [],
    ),
  ),
});
