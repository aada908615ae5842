import { join } from 'node:path';
import { ACCESS_FILES } from './cluster-access.js';

/** The files of a control plane's folder that only its servers need. */
export const FILES = {
  tokens: 'tokens.csv',
  server: { certificate: 'server.crt', key: 'server.key' },
  accounts: { certificate: 'service-accounts.pub', key: 'service-accounts.key' },
  adminKubeconfig: 'admin.kubeconfig',
  auditPolicy: 'audit-policy.json',
  auditLog: 'audit.log',
  authenticatorKubeconfig: 'authenticator.kubeconfig',
} as const;

export interface Ports {
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
}

type Flags = Readonly<Record<string, string>>;

const LOOPBACK = '127.0.0.1';

/** Not those of workloads and nodes: nothing runs here, and stand-ins play the operators. */
const CONTROLLERS = [
  'namespace-controller',
  'garbage-collector-controller',
  'serviceaccount-controller',
  'clusterrole-aggregation-controller',
  'validatingadmissionpolicy-status-controller',
  'persistentvolumeclaim-protection-controller',
];

export const toArguments = (flags: Flags): string[] =>
  Object.entries(flags).map(([name, value]) => `--${name}=${value}`);

export function etcdFlags(folder: string, { etcd, peer }: Ports): Flags {
  const file = (name: string): string => join(folder, name);
  const url = `https://${LOOPBACK}:${etcd}`;
  const peerUrl = `http://${LOOPBACK}:${peer}`;
  return {
    'data-dir': file('etcd'),
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `default=${peerUrl}`,
    'cert-file': file(FILES.server.certificate),
    'key-file': file(FILES.server.key),
    'trusted-ca-file': file(ACCESS_FILES.ca),
    'client-cert-auth': 'true',
    // A run that ends leaves nothing worth keeping.
    'unsafe-no-fsync': 'true',
  };
}

export function apiServerFlags(folder: string, { etcd, api }: Ports): Flags {
  const file = (name: string): string => join(folder, name);
  return {
    'etcd-servers': `https://${LOOPBACK}:${etcd}`,
    'etcd-cafile': file(ACCESS_FILES.ca),
    'etcd-certfile': file(FILES.server.certificate),
    'etcd-keyfile': file(FILES.server.key),
    'bind-address': LOOPBACK,
    'advertise-address': LOOPBACK,
    'secure-port': String(api),
    // Nobody finds this server by its Service; a loopback address would be refused as an endpoint.
    'endpoint-reconciler-type': 'none',
    'tls-cert-file': file(FILES.server.certificate),
    'tls-private-key-file': file(FILES.server.key),
    'token-auth-file': file(FILES.tokens),
    'authentication-token-webhook-config-file': file(FILES.authenticatorKubeconfig),
    'authentication-token-webhook-version': 'v1',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': file(FILES.accounts.certificate),
    'service-account-signing-key-file': file(FILES.accounts.key),
    'service-cluster-ip-range': '10.0.0.0/16',
    'authorization-mode': 'RBAC',
    'audit-policy-file': file(FILES.auditPolicy),
    'audit-log-path': file(FILES.auditLog),
  };
}

export function controllerManagerFlags(folder: string): Flags {
  const file = (name: string): string => join(folder, name);
  return {
    kubeconfig: file(FILES.adminKubeconfig),
    'service-account-private-key-file': file(FILES.accounts.key),
    'root-ca-file': file(ACCESS_FILES.ca),
    controllers: CONTROLLERS.join(','),
    'leader-elect': 'false',
    // By default the deletion of one namespace, which asks for every kind, uses up the allowance of some seconds.
    'kube-api-qps': '1000',
    'kube-api-burst': '1000',
    // It serves nobody.
    'secure-port': '0',
  };
}
