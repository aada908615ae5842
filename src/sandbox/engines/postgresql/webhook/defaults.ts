import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { Bootstrap, Cluster, ClusterSpec } from '../cluster.js';
import { DEFAULT_PARAMETERS } from '../postgres-parameters.js';
import { DEFAULT_IMAGE } from '../well-known.js';

const DEFAULT_QUERIES = { name: 'cnpg-default-monitoring', key: 'queries' } as const;

type Defaulting = (spec: ClusterSpec) => ClusterSpec;

const image: Defaulting = (spec) =>
  spec.imageName || spec.imageCatalogRef ? spec : { ...spec, imageName: DEFAULT_IMAGE };

const bootstrap: Defaulting = (spec) => ({ ...spec, bootstrap: defaultBootstrap(spec.bootstrap ?? {}) });

function defaultBootstrap(given: Bootstrap): Bootstrap {
  if (given.recovery) return given;
  if (given.pg_basebackup) return given;
  const initdb = given.initdb ?? {};
  // A monolithic import brings its own databases.
  if (initdb.import?.type === 'monolith') return { ...given, initdb };
  const database = initdb.database || initdb.owner || 'app';
  const locale = initdb.locale ? {} : { localeCollate: 'C', localeCType: 'C' };
  return { ...given, initdb: { encoding: 'UTF8', ...locale, ...initdb, database, owner: initdb.owner || database } };
}

const affinity: Defaulting = (spec) => ({
  ...spec,
  affinity: { ...spec.affinity, podAntiAffinityType: spec.affinity?.podAntiAffinityType || 'preferred' },
});

const parameters: Defaulting = (spec) => ({
  ...spec,
  postgresql: { ...spec.postgresql, parameters: { ...DEFAULT_PARAMETERS, ...spec.postgresql?.parameters } },
});

const monitoring: Defaulting = (spec) => {
  if (spec.monitoring?.disableDefaultQueries) return spec;
  const queries = spec.monitoring?.customQueriesConfigMap ?? [];
  if (queries.some(({ name, key }) => name === DEFAULT_QUERIES.name && key === DEFAULT_QUERIES.key)) return spec;
  return {
    ...spec,
    monitoring: {
      disableDefaultQueries: false,
      enablePodMonitor: false,
      ...spec.monitoring,
      customQueriesConfigMap: [{ ...DEFAULT_QUERIES }, ...queries],
    },
  };
};

const replicationSlots: Defaulting = (spec) => ({
  ...spec,
  replicationSlots: {
    ...spec.replicationSlots,
    highAvailability: { enabled: true, slotPrefix: '_cnpg_', ...spec.replicationSlots?.highAvailability },
  },
});

const probes: Defaulting = (spec) => ({
  ...spec,
  probes: {
    ...spec.probes,
    liveness: {
      ...spec.probes?.liveness,
      isolationCheck: {
        enabled: true,
        requestTimeout: 1000,
        connectionTimeout: 1000,
        ...spec.probes?.liveness?.isolationCheck,
      },
    },
  },
});

const logLevel: Defaulting = (spec) => ({ ...spec, logLevel: spec.logLevel || 'info' });

const DEFAULTS: readonly Defaulting[] = [
  image,
  bootstrap,
  affinity,
  parameters,
  monitoring,
  replicationSlots,
  probes,
  logLevel,
];

/** The Cluster as the mutating webhook stores it. What the user said stays; the given object is left as it is. */
export function withDefaults<T extends Cluster | UntypedObject>(cluster: T): T {
  const spec = (cluster.spec ?? {}) as ClusterSpec;
  return { ...cluster, spec: DEFAULTS.reduce((given, fill) => fill(given), spec) };
}
