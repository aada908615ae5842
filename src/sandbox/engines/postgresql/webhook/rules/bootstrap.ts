import type { FieldError } from '../../../../../kube/schema/index.js';
import type { ApplicationDatabase, Cluster, DatabaseImport, ExternalCluster } from '../../cluster.js';
import { invalid, required, when, type AdmissionRule } from '../problem.js';

const METHODS = ['initdb', 'recovery', 'pg_basebackup'] as const;
const BOOTSTRAP = ['spec', 'bootstrap'] as const;

const oneMethod: AdmissionRule<Cluster> = ({ spec: { bootstrap = {} } }) => {
  const chosen = METHODS.filter((method) => bootstrap[method]);
  return when(
    chosen.length > 1,
    invalid(BOOTSTRAP, chosen.join(', '), 'Only one bootstrap method can be specified at a time'),
  );
};

const applicationDatabase: AdmissionRule<Cluster> = ({ spec: { bootstrap = {} } }) =>
  METHODS.flatMap((method) => databaseWithOwner(method, bootstrap[method]));

function databaseWithOwner(method: string, application: ApplicationDatabase | undefined): FieldError[] {
  const { database, owner } = application ?? {};
  if (Boolean(database) === Boolean(owner)) return [];
  const missing = database ? 'owner' : 'database';
  return [required([...BOOTSTRAP, method, missing], 'database and owner are set together, or neither is')];
}

const walSegmentSize: AdmissionRule<Cluster> = ({ spec: { bootstrap } }) => {
  const size = bootstrap?.initdb?.walSegmentSize;
  const isPowerOfTwo = size !== undefined && size > 0 && Number.isInteger(Math.log2(size));
  const path = [...BOOTSTRAP, 'initdb', 'walSegmentSize'];
  return when(size !== undefined && !isPowerOfTwo, invalid(path, size, 'WAL segment size must be a power of 2'));
};

const importedDatabases: AdmissionRule<Cluster> = ({ spec: { bootstrap } }) => {
  const imported = bootstrap?.initdb?.import;
  if (!imported) return [];
  return imported.type === 'microservice' ? checkMicroservice(imported) : checkMonolith(imported);
};

const IMPORT = [...BOOTSTRAP, 'initdb', 'import'] as const;

function checkMicroservice({ databases, roles = [] }: DatabaseImport): FieldError[] {
  return [
    ...when(
      databases.length !== 1,
      invalid([...IMPORT, 'databases'], databases, 'a microservice import takes exactly one database'),
    ),
    ...when(
      databases.includes('*'),
      invalid([...IMPORT, 'databases'], databases, 'a microservice import takes no wildcard'),
    ),
    ...when(roles.length > 0, invalid([...IMPORT, 'roles'], roles, 'a microservice import takes no roles')),
  ];
}

function checkMonolith({ databases, postImportApplicationSQL = [] }: DatabaseImport): FieldError[] {
  const mixed = databases.includes('*') && databases.length > 1;
  return [
    ...when(databases.length === 0, invalid([...IMPORT, 'databases'], databases, 'name at least one database')),
    ...when(mixed, invalid([...IMPORT, 'databases'], databases, 'a wildcard stands alone')),
    ...when(
      postImportApplicationSQL.length > 0,
      invalid([...IMPORT, 'postImportApplicationSQL'], postImportApplicationSQL, 'not with a monolith import'),
    ),
  ];
}

const recoverySource: AdmissionRule<Cluster> = ({ spec: { bootstrap } }) => {
  if (!bootstrap?.recovery) return [];
  const { backup, source, volumeSnapshots } = bootstrap.recovery;
  const path = [...BOOTSTRAP, 'recovery'];
  return [
    ...when(backup && source, invalid([...path, 'source'], source, 'use backup or source, not both')),
    ...when(
      backup && volumeSnapshots,
      invalid([...path, 'backup'], backup?.name, 'use backup or volumeSnapshots, not both'),
    ),
    ...when(
      !backup && !source && !volumeSnapshots,
      required(path, 'say where to recover from: backup, source or volumeSnapshots'),
    ),
  ];
};

const knownSources: AdmissionRule<Cluster> = ({ spec: { bootstrap, externalClusters = [] } }) => [
  ...knownSource('recovery', bootstrap?.recovery?.source, externalClusters),
  ...knownSource('pg_basebackup', bootstrap?.pg_basebackup?.source, externalClusters),
];

function knownSource(method: string, source: string | undefined, externals: readonly ExternalCluster[]): FieldError[] {
  const known = source === undefined || externals.some(({ name }) => name === source);
  return when(!known, invalid([...BOOTSTRAP, method, 'source'], source, `External cluster ${source} not found`));
}

export const bootstrapRules: readonly AdmissionRule<Cluster>[] = [
  oneMethod,
  applicationDatabase,
  walSegmentSize,
  importedDatabases,
  recoverySource,
  knownSources,
];
