/**
 * Did nobody answer? Strapi's fetch client hands on what the browser threw, which has a name and no status; what
 * a server refuses has both.
 */
export const isUnanswered = (failure: unknown): boolean =>
  typeof failure === 'object' && failure !== null && 'name' in failure && !('status' in failure);

/** Did the server itself break? What it says of that is no sentence for people. */
export const isBroken = (failure: unknown): boolean =>
  typeof failure === 'object' && failure !== null && 'status' in failure && failure.status === 500;
