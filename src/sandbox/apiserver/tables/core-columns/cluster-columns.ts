import type { PrinterColumn } from '../../registry/served-resource.js';
import { AGE_COLUMN, cellColumn, CREATED_AT_COLUMN, NAME_COLUMN, pathColumn, WIDE } from '../printer-columns.js';
import { countOf, fieldOf, joined, listOf, textOf } from './object-fields.js';

type Json = Record<string, unknown>;

const integer = { type: 'integer' } as const;

const NAMESPACE: readonly PrinterColumn[] = [NAME_COLUMN, pathColumn('Status', '.status.phase'), AGE_COLUMN];

const SECRET: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Type', (secret) => textOf(secret, 'type') ?? 'Opaque'),
  cellColumn('Data', (secret) => countOf(secret, 'data'), integer),
  AGE_COLUMN,
];

const CONFIG_MAP: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Data', (map) => countOf(map, 'data') + countOf(map, 'binaryData'), integer),
  AGE_COLUMN,
];

const SERVICE_ACCOUNT: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Secrets', (account) => listOf(account, 'secrets').length, integer),
  AGE_COLUMN,
];

const LEASE: readonly PrinterColumn[] = [NAME_COLUMN, pathColumn('Holder', '.spec.holderIdentity'), AGE_COLUMN];

const ROLE_LABEL = 'node-role.kubernetes.io/';

function nodeRoles(node: Json): string {
  const labels = Object.keys(fieldOf(node, 'metadata', 'labels') ?? {});
  return joined(labels.filter((key) => key.startsWith(ROLE_LABEL)).map((key) => key.slice(ROLE_LABEL.length)));
}

function nodeStatus(node: Json): string {
  const ready = listOf(node, 'status', 'conditions').find((condition) => fieldOf(condition, 'type') === 'Ready');
  const health = fieldOf(ready, 'status') === 'True' ? 'Ready' : ready ? 'NotReady' : 'Unknown';
  return fieldOf(node, 'spec', 'unschedulable') === true ? `${health},SchedulingDisabled` : health;
}

const NODE: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Status', nodeStatus),
  cellColumn('Roles', nodeRoles),
  AGE_COLUMN,
  pathColumn('Version', '.status.nodeInfo.kubeletVersion'),
];

const lastSeen = (event: Json): unknown =>
  textOf(event, 'series', 'lastObservedTime') ??
  textOf(event, 'lastTimestamp') ??
  textOf(event, 'eventTime') ??
  textOf(event, 'metadata', 'creationTimestamp');

function involvedObject(event: Json): string {
  const kind = textOf(event, 'involvedObject', 'kind')?.toLowerCase() ?? '';
  return `${kind}/${textOf(event, 'involvedObject', 'name') ?? ''}`;
}

const EVENT: readonly PrinterColumn[] = [
  cellColumn('Last Seen', lastSeen, { type: 'date' }),
  pathColumn('Type', '.type'),
  pathColumn('Reason', '.reason'),
  cellColumn('Object', involvedObject),
  cellColumn('Message', (event) => textOf(event, 'message')?.trim() ?? ''),
  { ...NAME_COLUMN, ...WIDE },
];

const ROLE: readonly PrinterColumn[] = [NAME_COLUMN, CREATED_AT_COLUMN];

const subjectsOf = (kind: string) => (binding: Json) =>
  listOf(binding, 'subjects')
    .filter((subject) => fieldOf(subject, 'kind') === kind)
    .map((subject) => [textOf(subject, 'namespace'), textOf(subject, 'name')].filter(Boolean).join('/'))
    .join(', ');

const BINDING: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Role', (binding) => `${textOf(binding, 'roleRef', 'kind')}/${textOf(binding, 'roleRef', 'name')}`),
  AGE_COLUMN,
  cellColumn('Users', subjectsOf('User'), WIDE),
  cellColumn('Groups', subjectsOf('Group'), WIDE),
  cellColumn('ServiceAccounts', subjectsOf('ServiceAccount'), WIDE),
];

const WEBHOOKS: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Webhooks', (configuration) => listOf(configuration, 'webhooks').length, integer),
  AGE_COLUMN,
];

function paramKind(policy: Json): string {
  const kind = textOf(policy, 'spec', 'paramKind', 'kind');
  return kind ? `${textOf(policy, 'spec', 'paramKind', 'apiVersion')}/${kind}` : '<unset>';
}

const ADMISSION_POLICY: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Validations', (policy) => listOf(policy, 'spec', 'validations').length, integer),
  cellColumn('ParamKind', paramKind),
  AGE_COLUMN,
];

const ADMISSION_POLICY_BINDING: readonly PrinterColumn[] = [
  NAME_COLUMN,
  pathColumn('PolicyName', '.spec.policyName'),
  cellColumn('ParamRef', (binding) => textOf(binding, 'spec', 'paramRef', 'name') ?? '<unset>'),
  AGE_COLUMN,
];

export const CLUSTER_COLUMNS = {
  Namespace: NAMESPACE,
  Secret: SECRET,
  ConfigMap: CONFIG_MAP,
  ServiceAccount: SERVICE_ACCOUNT,
  Lease: LEASE,
  Node: NODE,
  Event: EVENT,
  Role: ROLE,
  ClusterRole: ROLE,
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
  MutatingWebhookConfiguration: WEBHOOKS,
  ValidatingWebhookConfiguration: WEBHOOKS,
  ValidatingAdmissionPolicy: ADMISSION_POLICY,
  ValidatingAdmissionPolicyBinding: ADMISSION_POLICY_BINDING,
  CustomResourceDefinition: ROLE,
} as const;
