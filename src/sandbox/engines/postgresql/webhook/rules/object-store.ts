import type { FieldError, FieldPath } from '../../../../../kube/schema/index.js';
import type { ObjectStore } from '../../barman/object-store.js';
import type { Cluster } from '../../cluster.js';
import { invalid, when, type AdmissionRule } from '../problem.js';

type Credentials = Readonly<Record<string, unknown>>;

const S3_KEYS = ['accessKeyId', 'secretAccessKey'];
const AZURE_METHODS = ['storageKey', 'storageSasToken', 'inheritFromAzureAD', 'useDefaultAzureCredentials'];

const count = (credentials: Credentials, fields: readonly string[]): number =>
  fields.filter((field) => credentials[field]).length;

function checkS3(path: FieldPath, s3: Credentials): FieldError[] {
  const pair = count(s3, S3_KEYS) === S3_KEYS.length;
  const role = Boolean(s3['inheritFromIAMRole']);
  return when(
    pair === role || (role && count(s3, S3_KEYS) > 0),
    invalid(path, null, 'give both keys, or inheritFromIAMRole alone'),
  );
}

function checkGoogle(path: FieldPath, google: Credentials): FieldError[] {
  return when(
    Boolean(google['gkeEnvironment']) === Boolean(google['applicationCredentials']),
    invalid(path, null, 'give applicationCredentials, or gkeEnvironment alone'),
  );
}

function checkAzure(path: FieldPath, azure: Credentials): FieldError[] {
  const methods = count(azure, AZURE_METHODS);
  const alone = azure['connectionString'] ? methods === 0 && !azure['storageAccount'] : methods === 1;
  return when(!alone, invalid(path, null, 'give connectionString alone, or exactly one other way of signing in'));
}

const PROVIDERS = [
  ['s3Credentials', checkS3],
  ['googleCredentials', checkGoogle],
  ['azureCredentials', checkAzure],
] as const;

/** One object store, one way of signing in to it. */
function checkStore(path: FieldPath, store: Credentials): FieldError[] {
  const given = PROVIDERS.filter(([field]) => store[field]);
  if (given.length !== 1) return [invalid(path, null, 'exactly one kind of object store credentials is needed')];
  return given.flatMap(([field, check]) => check([...path, field], store[field] as Credentials));
}

/** The plugin's own kind says it in the same words. */
export const validateObjectStore = ({ spec }: ObjectStore): FieldError[] =>
  checkStore(['spec', 'configuration'], spec.configuration);

export const objectStoreRule: AdmissionRule<Cluster> = ({ spec }) => {
  const own = spec.backup?.barmanObjectStore;
  return [
    ...(own ? checkStore(['spec', 'backup', 'barmanObjectStore'], own) : []),
    ...(spec.externalClusters ?? []).flatMap(({ barmanObjectStore }, index) =>
      barmanObjectStore ? checkStore(['spec', 'externalClusters', index, 'barmanObjectStore'], barmanObjectStore) : [],
    ),
  ];
};
