/** Stands where a secret was. */
export const MASK = '***';

const USER_IN_URL = /(\w:\/\/)[^/\s@]+@/g;
/** `password=x`, `token: x`. */
const NAMED =
  /\b((?:pass(?:word|wd|phrase)|pwd|secret[-_]?access[-_]?key|api[-_]?key|token)\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;]+)/gi;
/** `PASSWORD 'x'`, `IDENTIFIED BY 'x'`. */
const IN_SQL = /\b((?:password|identified\s+by(?:\s+password)?)\s+)('[^']*'|"[^"]*")/gi;

/** Text that somebody else wrote, without what may open something. */
export function maskSecrets(text: string): string {
  return maskUsers(text).replace(NAMED, `$1${MASK}`).replace(IN_SQL, `$1${MASK}`);
}

/** `https://user:password@host` without the user. */
export function maskUsers(text: string): string {
  return text.replace(USER_IN_URL, `$1${MASK}@`);
}
