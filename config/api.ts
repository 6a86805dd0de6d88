import type { Core } from '@strapi/strapi';

const api: Core.Config.Api = {
  rest: {
    defaultLimit: 25,
    maxLimit: 100,
    withCount: true,
    // A misspelt query parameter is refused: ignored, it would quietly answer too many records.
    strictParams: true,
  },
  documents: {
    strictParams: true,
    // Without it `required` on a relation is decoration: a lead could lose its stage.
    strictRelations: true,
  },
};

export default api;
