import en from './en.json';
import pages from './pages.en.json';

/** Everything the panel says, in English: forms and panels, then its own pages. */
export const english = { ...en, ...pages };
