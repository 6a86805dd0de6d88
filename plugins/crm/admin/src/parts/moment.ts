/** `2026-03-31T09:00`, by the reader's clock. */
export function localMoment(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A day alone begins at midnight. */
export const instantOf = (moment: string): string =>
  new Date(moment.includes('T') ? moment : `${moment}T00:00`).toISOString();
