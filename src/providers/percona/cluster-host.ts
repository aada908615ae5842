import { serviceHost } from '../../domain/naming.js';

/** The whole name of a Service, as Percona's operators put it into the certificates of their servers; no shorter one is. */
export const clusterHost = (service: string, namespace: string | undefined): string =>
  `${serviceHost(service, namespace)}.cluster.local`;
