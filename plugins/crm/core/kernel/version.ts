/** The plugin's version; a test holds it equal to package.json. A database remembers the newest it has met. */
export const VERSION = '0.1.0';

/** Is `left` newer than `right`? Both like `1.2.3`. */
export function isNewer(left: string, right: string): boolean {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
