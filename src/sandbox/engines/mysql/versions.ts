/** The releases that can be had, in their order: each reads what it has written itself and what the one before has. */
const MAJORS: readonly string[] = ['5.7', '8.0', '8.4'];

/** Why mysqld ends when it finds data of another release; undefined when it can read them. Nothing leads back. */
export function unreadable(major: string | undefined, data: string | undefined): string | undefined {
  const [mine, theirs] = [MAJORS.indexOf(major ?? ''), MAJORS.indexOf(data ?? '')];
  if (mine < 0 || theirs < 0 || mine === theirs || mine === theirs + 1) return undefined;
  return `MySQL ${major} cannot read the data dictionary of ${data}`;
}
