import { configurationOf } from '../configuration.js';
import type { Situation } from './situation.js';

/** Nobody but us writes the file, so it is equal or old. */
export function isConfigured({ upstream, cluster }: Situation): boolean {
  const file = configurationOf(cluster.spec.config);
  return upstream.spec.replsets.every(({ configuration }) => configuration === file);
}
