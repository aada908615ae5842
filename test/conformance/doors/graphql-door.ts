import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { BACKUP_STORAGE } from '../../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import { graphQlEnumName } from '../../../src/resources/declare/index.js';
import { DISRUPTION } from '../../../src/resources/ops-request/enums.js';
import type { OperationType } from '../../../src/resources/ops-request/index.js';
import type { KubeObject, ResourceType } from '../../../src/kube/meta/index.js';
import type { SandboxApp } from '../../harness/sandbox-app.js';
import type { Answered, Complaint, Door, OperationAsk, Ways, Written } from './door.js';

/** How the mutations of a kind end, and where their payloads have the object. */
const KINDS = new Map<ResourceType, { readonly noun: string; readonly field: string; readonly plans: boolean }>([
  [DATABASE_CLUSTER, { noun: 'Cluster', field: 'cluster', plans: true }],
  [DATABASE_BACKUP, { noun: 'Backup', field: 'backup', plans: false }],
  [BACKUP_STORAGE, { noun: 'BackupStorage', field: 'backupStorage', plans: true }],
  [MONITORING_CONFIG, { noun: 'MonitoringConfig', field: 'monitoringConfig', plans: true }],
]);

const OPERATIONS: Readonly<Record<OperationType, string>> = {
  Start: 'startCluster',
  Stop: 'stopCluster',
  Restart: 'restartCluster',
  HorizontalScaling: 'scaleClusterHorizontally',
  VerticalScaling: 'scaleClusterVertically',
  VolumeExpansion: 'expandClusterVolumes',
  Reconfiguring: 'reconfigureCluster',
  Upgrade: 'upgradeCluster',
  Backup: 'backupCluster',
  Restore: 'restoreCluster',
  Switchover: 'switchoverCluster',
  RebuildInstance: 'rebuildClusterInstance',
  Expose: 'exposeCluster',
  Custom: 'runCustomOperation',
};

const CHANGES = 'changes { path before after }';
const OPERATION_PLAN = 'plan { changes { path previous applied } steps { name target } disruption restarts warnings }';

interface Call {
  readonly mutation: string;
  readonly input: object;
  readonly field: string;
  readonly plan?: string;
}

export class GraphQlDoor implements Door {
  readonly name = 'GraphQL';
  #requests = 0;

  constructor(
    private readonly sandbox: SandboxApp,
    readonly namespace: string,
    private readonly schema: GraphQLSchema,
  ) {}

  create(type: ResourceType, { metadata, spec }: Written, ways?: Ways): Promise<Answered> {
    return this.write('create', type, { ...metadata, spec, ...ways });
  }

  patch(type: ResourceType, name: string, spec: object, ways?: Ways): Promise<Answered> {
    return this.write('update', type, { name, spec, ...ways });
  }

  delete(type: ResourceType, name: string): Promise<Answered> {
    return this.write('delete', type, { name });
  }

  operate(cluster: string, { type, ...ask }: OperationAsk, ways?: Ways): Promise<Answered> {
    const input = { name: cluster, ...ask, ...ways };
    return this.send({ mutation: OPERATIONS[type], input, field: 'operation', plan: OPERATION_PLAN });
  }

  private write(verb: string, type: ResourceType, input: object): Promise<Answered> {
    const { noun, field, plans } = KINDS.get(type)!;
    const plan = plans && verb !== 'delete' ? `plan { ${CHANGES} }` : undefined;
    return this.send({ mutation: `${verb}${noun}`, input, field, plan });
  }

  private async send({ mutation, input, field, plan = '' }: Call): Promise<Answered> {
    const { type } = this.schema.getMutationType()!.getFields()[mutation]!.args[0]!;
    const selection = `${field} { metadata { name } } ${plan} problems { pointer code message }`;
    const query = `mutation ($input: ${String(type)}) { ${mutation}(input: $input) { ${selection} } }`;
    const variables = { input: inGraphQl({ namespace: this.namespace, ...input }, type) };
    const headers = { 'x-request-id': `${this.namespace}-${(this.#requests += 1)}` };
    const { body } = await this.sandbox.request('POST', '/graphql', { body: { query, variables }, headers });
    return answeredOf(body as Body, mutation, field);
  }
}

/** Enumerations are spelled in another way there; all else is the same. */
function inGraphQl(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return inGraphQl(value, type.ofType);
  if (isListType(type)) return Array.isArray(value) ? value.map((item) => inGraphQl(item, type.ofType)) : value;
  if (isEnumType(type)) return typeof value === 'string' ? graphQlEnumName(value) : value;
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return value;
  const fields = type.getFields();
  const members = Object.entries(value).map(([name, member]) => {
    return [name, fields[name] ? inGraphQl(member, fields[name].type) : (member as unknown)];
  });
  return Object.fromEntries(members) as unknown;
}

interface Body {
  readonly data?: Readonly<Record<string, Payload | null>> | null;
  readonly errors?: readonly { message: string; extensions: { code: Complaint['code'] } }[];
}

interface Plan {
  readonly disruption?: string;
}

interface Payload {
  readonly plan?: Plan | null;
  readonly problems: readonly (Omit<Complaint, 'pointer'> & { readonly pointer: string | null })[];
  readonly [field: string]: unknown;
}

function answeredOf({ data, errors = [] }: Body, mutation: string, field: string): Answered {
  if (errors.length > 0) {
    return { complaints: errors.map(({ message, extensions }) => ({ code: extensions.code, message })) };
  }
  const { problems, plan, [field]: object } = data![mutation]!;
  const complaints = problems.map(({ pointer, code, message }) => ({ ...(pointer && { pointer }), code, message }));
  return { complaints, name: (object as KubeObject | null)?.metadata.name, plan: plan ? inRestWords(plan) : undefined };
}

/** What REST leaves out is null here, and enumerations are spelled in capitals. */
function inRestWords({ disruption, ...plan }: Plan): unknown {
  const present = JSON.parse(JSON.stringify(plan), (_, value: unknown) => value ?? undefined) as object;
  return { ...present, ...(disruption && { disruption: DISRUPTION.byGraphQlName[disruption] }) };
}
