import { BARMAN_SIDECAR, BARMAN_VERSION } from '../well-known.js';

/** The plugin's process beside PostgreSQL: a container that starts before it, and stays. */
export const barmanSidecar = (): Record<string, unknown> => ({
  name: BARMAN_SIDECAR,
  image: `ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v${BARMAN_VERSION}`,
  args: ['instance'],
  restartPolicy: 'Always',
});
