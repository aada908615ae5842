/** The releases that can be had, in their order: each reads what it has written itself and what the one before has. */
const MAJORS: readonly string[] = ['6.0', '7.0', '8.0'];

/** Why mongod ends when it finds data of another release; undefined when it can read them. */
export function unreadable(major: string | undefined, compatibility: string | undefined): string | undefined {
  const [mine, data] = [MAJORS.indexOf(major ?? ''), MAJORS.indexOf(compatibility ?? '')];
  if (mine < 0 || data < 0 || mine === data || mine === data + 1) return undefined;
  return `MongoDB ${major} cannot read data of feature compatibility version ${compatibility}`;
}
