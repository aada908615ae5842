/**
 * The version of Kubernetes whose contract is kept. Clients compare the minor with their own and warn when they differ
 * by more than one.
 */
export const VERSION_INFO = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.4+sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2025-04-22T00:00:00Z',
  goVersion: `node ${process.version}`,
  compiler: 'tsc',
  platform: `${process.platform}/${process.arch}`,
} as const;
