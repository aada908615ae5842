/** Of both databases the first two numbers of a version name what can read the files: 8.0 and 8.4 are two. */
export const releaseLineOf = (version: string): string => version.split('.').slice(0, 2).join('.');
