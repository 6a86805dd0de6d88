import { inProject, requireFromProject, root } from './project.mjs';

/** The built host application, not started yet; `start()` serves it, `load()` only boots it. */
export function createHost() {
  // Strapi reads .env, public/ and relative database files from the working directory.
  process.chdir(root);
  const { createStrapi } = requireFromProject('@strapi/strapi');
  return createStrapi({ appDir: root, distDir: inProject('dist') });
}
