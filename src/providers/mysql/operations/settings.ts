import { configurationOf } from '../configuration.js';
import type { Situation } from './situation.js';

/** Nobody but us writes the file, so it is equal or old. */
export const isConfigured = ({ upstream, cluster }: Situation): boolean =>
  upstream.spec.pxc.configuration === configurationOf(cluster.spec.config);
