import type { Pxc, PxcSpec } from '../../src/sandbox/engines/mysql/pxc.js';
import { aVolume } from './stand-in-psmdb.js';

export interface PxcOverrides {
  readonly name?: string;
  readonly annotations?: Record<string, string>;
  readonly finalizers?: string[];
  readonly spec?: Partial<PxcSpec>;
}

export const PXC_IMAGE = 'percona/percona-xtradb-cluster:8.4.7-7.1';

/** A PerconaXtraDBCluster as a user sends it: valid, three members behind two proxies. */
export function aPxc({ name = 'shop', annotations, finalizers, spec }: PxcOverrides = {}): Pxc {
  return {
    apiVersion: 'pxc.percona.com/v1',
    kind: 'PerconaXtraDBCluster',
    metadata: {
      name,
      namespace: 'team-a',
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
    },
    spec: {
      crVersion: '1.19.0',
      secretsName: `${name}-secrets`,
      updateStrategy: 'SmartUpdate',
      upgradeOptions: { apply: 'disabled' },
      enableVolumeExpansion: true,
      pxc: { size: 3, image: PXC_IMAGE, volumeSpec: aVolume() },
      haproxy: { enabled: true, size: 2, image: 'percona/haproxy:2.8.17' },
      ...spec,
    },
  };
}

/** One member behind one proxy: as few pods as there can be. */
export const ALONE: Pick<PxcSpec, 'pxc' | 'haproxy' | 'unsafeFlags'> = {
  unsafeFlags: { pxcSize: true, proxySize: true },
  pxc: { size: 1, image: PXC_IMAGE, volumeSpec: aVolume() },
  haproxy: { enabled: true, size: 1, image: 'percona/haproxy:2.8.17' },
};
