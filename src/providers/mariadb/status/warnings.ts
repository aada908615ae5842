import type { ClusterView } from './view.js';

/** What does not show in the phase and yet wants attention: a replica that has stopped to follow serves what is old. */
export function listWarnings({ upstream }: ClusterView): string[] {
  const replicas = Object.entries(upstream?.status?.replication?.replicas ?? {});
  return replicas.flatMap(([member, { lastIOError, lastSQLError }]) => {
    const why = [lastIOError, lastSQLError].filter((text) => text !== undefined && text !== '').join('; ');
    return why === '' ? [] : [`${member} does not follow the primary: ${why}`];
  });
}
