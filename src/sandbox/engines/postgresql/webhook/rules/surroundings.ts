import type { FieldError } from '../../../../../kube/schema/index.js';
import type { Cluster, ExternalCluster, ManagedRole } from '../../cluster.js';
import { duplicate, invalid, repeated, required, when, type AdmissionRule } from '../problem.js';

const RESERVED_ROLE = /^(postgres|streaming_replica|pg_.*|cnpg_.*)$/;

const roles: AdmissionRule<Cluster> = ({ spec }) => {
  const given = spec.managed?.roles ?? [];
  return [
    ...repeated(given, ({ name }) => name).map(({ entry, index }) =>
      duplicate(['spec', 'managed', 'roles', index, 'name'], entry.name, 'Role name is duplicate of another'),
    ),
    ...given.flatMap(checkRole),
  ];
};

function checkRole(
  { name, passwordSecret, disablePassword, connectionLimit = -1 }: ManagedRole,
  index: number,
): FieldError[] {
  const path = ['spec', 'managed', 'roles', index];
  return [
    ...when(RESERVED_ROLE.test(name), invalid([...path, 'name'], name, 'This role is reserved for operator use')),
    ...when(
      passwordSecret && disablePassword,
      invalid([...path, 'disablePassword'], true, 'not together with passwordSecret'),
    ),
    ...when(
      connectionLimit < -1,
      invalid(
        [...path, 'connectionLimit'],
        connectionLimit,
        'Connection limit should be positive, unless defaulting to -1',
      ),
    ),
  ];
}

const services: AdmissionRule<Cluster> = ({ metadata, spec }) => {
  const { additional = [], disabledDefaultServices = [] } = spec.managed?.services ?? {};
  const path = ['spec', 'managed', 'services'];
  const reserved = ['rw', 'ro', 'r', 'any'].map((suffix) => `${metadata.name}-${suffix}`);
  const nameOf = (entry: (typeof additional)[number]): string => entry.serviceTemplate.metadata?.name ?? '';
  return [
    ...when(
      disabledDefaultServices.includes('rw'),
      invalid([...path, 'disabledDefaultServices'], 'rw', 'service of type RW cannot be disabled.'),
    ),
    ...repeated(additional, nameOf).map(({ entry, index }) =>
      duplicate([...path, 'additional', index], nameOf(entry), 'another managed service has this name'),
    ),
    ...additional.flatMap((entry, index) => {
      const name = nameOf(entry);
      const template = [...path, 'additional', index, 'serviceTemplate'];
      return [
        ...when(name === '', required([...template, 'metadata', 'name'], 'a managed service needs a name')),
        ...when(
          reserved.includes(name),
          invalid([...template, 'metadata', 'name'], name, 'the service name is reserved for operator use'),
        ),
        ...when(
          entry.serviceTemplate.spec?.['selector'],
          invalid([...template, 'spec', 'selector'], null, 'the operator sets the selector'),
        ),
      ];
    }),
  ];
};

const certificates: AdmissionRule<Cluster> = ({ spec: { certificates: given = {} } }) => {
  const path = ['spec', 'certificates'];
  const { serverTLSSecret, serverCASecret, replicationTLSSecret, clientCASecret, serverAltDNSNames = [] } = given;
  return [
    ...when(serverTLSSecret && !serverCASecret, required([...path, 'serverCASecret'], 'needed with serverTLSSecret')),
    ...when(
      serverTLSSecret && serverAltDNSNames.length > 0,
      invalid([...path, 'serverAltDNSNames'], serverAltDNSNames, 'not together with serverTLSSecret'),
    ),
    ...when(
      replicationTLSSecret && !clientCASecret,
      required([...path, 'clientCASecret'], 'needed with replicationTLSSecret'),
    ),
  ];
};

const UNSAFE_NAME = /[/\\]|^\.{1,2}$/;

const externalClusters: AdmissionRule<Cluster> = ({ spec }) => {
  const given = spec.externalClusters ?? [];
  return [
    ...repeated(given, ({ name }) => name).map(({ entry, index }) =>
      duplicate(['spec', 'externalClusters', index, 'name'], entry.name, 'duplicate external cluster'),
    ),
    ...given.flatMap(checkExternalCluster),
  ];
};

function checkExternalCluster(external: ExternalCluster, index: number): FieldError[] {
  const path = ['spec', 'externalClusters', index];
  const reachable = external.connectionParameters || external.plugin || external.barmanObjectStore;
  const key = external.password?.key ?? '';
  return [
    ...when(UNSAFE_NAME.test(external.name), invalid([...path, 'name'], external.name, 'not usable as a file name')),
    ...when(UNSAFE_NAME.test(key), invalid([...path, 'password', 'key'], key, 'not usable as a file name')),
    ...when(!reachable, invalid(path, external.name, 'needs connectionParameters, a plugin or a barmanObjectStore')),
  ];
}

const plugins: AdmissionRule<Cluster> = ({ spec }) => {
  const enabled = (spec.plugins ?? []).filter((plugin) => plugin.enabled !== false);
  const archivers = enabled.filter((plugin) => plugin.isWALArchiver);
  const path = ['spec', 'plugins'];
  return [
    ...when(
      archivers.length > 1,
      invalid(
        path,
        archivers.map(({ name }) => name),
        'Cannot enable more than one WAL archiver plugin',
      ),
    ),
    ...when(
      archivers.length > 0 && spec.backup?.barmanObjectStore,
      invalid(path, archivers[0]?.name, 'Cannot enable a WAL archiver plugin when barmanObjectStore is configured'),
    ),
  ];
};

const retention: AdmissionRule<Cluster> = ({ spec }) => {
  const policy = spec.backup?.retentionPolicy;
  const readable = !policy || /^[1-9]\d{0,8}[dwm]$/.test(policy);
  return when(!readable, invalid(['spec', 'backup', 'retentionPolicy'], policy, 'not a valid retention policy'));
};

export const surroundingRules: readonly AdmissionRule<Cluster>[] = [
  roles,
  services,
  certificates,
  externalClusters,
  plugins,
  retention,
];
