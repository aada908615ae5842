import { isIP } from 'node:net';
import { AuditSettings } from './audit-settings.js';
import { AuthenticationSettings } from './authentication-settings.js';
import { BooleanSetting, EnumSetting, IntSetting, SettingsGroup, StringSetting } from './declare.js';
import { GraphQlSettings } from './graphql-settings.js';
import { RateSettings } from './rate-settings.js';

@SettingsGroup('HTTP')
export class HttpSettings {
  @IntSetting({
    env: 'PORT',
    min: 0,
    max: 65_535,
    default: 8080,
    description: 'Port of REST, GraphQL, probes and metrics; 0 picks a free one.',
  })
  readonly port!: number;

  @StringSetting({
    env: 'DBAAS_HOST',
    default: '127.0.0.1',
    description: 'Address to listen on; `0.0.0.0` in a container.',
    pattern: /^[0-9a-zA-Z.:-]+$/,
    allowed: 'an IP address or host name',
  })
  readonly host!: string;

  @IntSetting({
    env: 'DBAAS_REQUEST_TIMEOUT_SECONDS',
    min: 1,
    max: 600,
    default: 30,
    description: 'How long a client may take to send a request; a slower one is answered with 408.',
  })
  readonly requestTimeoutSeconds!: number;

  @IntSetting({
    env: 'DBAAS_MAX_BODY_KIB',
    min: 16,
    max: 3072,
    default: 1024,
    description: 'Largest request body, in KiB; more is answered with 413.',
  })
  readonly maxBodyKib!: number;
}

@SettingsGroup('Kubernetes')
export class KubernetesSettings {
  @StringSetting({
    env: 'DBAAS_KUBECONFIG',
    description:
      'Path of the kubeconfig to use. Absent: the usual search (`KUBECONFIG`, `~/.kube/config`, then the pod’s service account).',
  })
  readonly kubeconfig?: string;

  @StringSetting({ env: 'DBAAS_KUBE_CONTEXT', description: 'Context of the kubeconfig; its current one when absent.' })
  readonly context?: string;
}

@SettingsGroup('Reconciling')
export class ReconcileSettings {
  @IntSetting({
    env: 'DBAAS_RESYNC_SECONDS',
    min: 5,
    max: 3600,
    default: 30,
    description: 'Every cluster is looked at again once in this time even when no event came, spread over the period.',
  })
  readonly resyncSeconds!: number;

  @IntSetting({
    env: 'DBAAS_CONCURRENT_RECONCILES',
    min: 1,
    max: 64,
    default: 8,
    description: 'How many objects of one kind are reconciled at the same time.',
  })
  readonly concurrentReconciles!: number;

  @BooleanSetting({
    env: 'DBAAS_LEADER_ELECTION',
    default: true,
    description:
      'Reconcile only while holding the Lease, so that several replicas may run. The API serves on all of them.',
  })
  readonly leaderElection!: boolean;

  @BooleanSetting({
    env: 'DBAAS_SHARDING',
    default: false,
    description:
      'Share the clusters out among the replicas, each with a Lease of its own, instead of one replica doing all. For more than one replica; the same on all of them, so stop them all to change it.',
  })
  readonly sharding!: boolean;

  @StringSetting({
    env: 'DBAAS_NAMESPACE',
    default: 'dbaas-system',
    description: 'Namespace of the Leases.',
    pattern: /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/,
    allowed: 'a DNS label',
  })
  readonly namespace!: string;

  @IntSetting({
    env: 'DBAAS_SHUTDOWN_SECONDS',
    min: 1,
    max: 300,
    default: 20,
    description: 'How long running work may take to finish after SIGTERM before it is aborted.',
  })
  readonly shutdownSeconds!: number;

  problems(): string[] {
    if (!this.sharding || this.leaderElection) return [];
    return ['DBAAS_SHARDING=true needs DBAAS_LEADER_ELECTION=true: replicas find each other by their Leases'];
  }
}

@SettingsGroup('Logging')
export class LogSettings {
  @EnumSetting({
    env: 'DBAAS_LOG_LEVEL',
    values: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    description: 'Least severity that is written.',
  })
  readonly level!: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

@SettingsGroup('Sandbox (`npm run sandbox` only)')
export class SandboxSettings {
  @StringSetting({
    env: 'DBAAS_SANDBOX_DIR',
    default: '.sandbox',
    description: 'Where the embedded Kubernetes API keeps its data, kubeconfig and token.',
  })
  readonly directory!: string;

  @IntSetting({
    env: 'DBAAS_SANDBOX_KUBE_PORT',
    min: 0,
    max: 65_535,
    default: 0,
    description: 'Port of the embedded Kubernetes API; 0 keeps the one of the last run where it is free.',
  })
  readonly kubePort!: number;

  @IntSetting({
    env: 'DBAAS_SANDBOX_STEP_MS',
    min: 0,
    max: 60_000,
    default: 600,
    description: 'How long an engine stand-in takes for each step, in milliseconds; 0 is as fast as events go.',
  })
  readonly stepMs!: number;

  @StringSetting({
    env: 'DBAAS_SANDBOX_CRDS',
    description: 'Folder of the operators’ real CRDs to use instead of our lean ones; the same as `--crds DIR`.',
  })
  readonly crds?: string;
}

@SettingsGroup('Operations')
export class OperationSettings {
  @StringSetting({
    env: 'DBAAS_DELIVERY_MANAGERS',
    default: 'argocd-controller,argocd-application-controller,kustomize-controller,helm-controller,helm,fleetagent',
    pattern: /^[^,\s]+(,[^,\s]+)*$/,
    allowed: 'field managers, separated by commas',
    description:
      'Delivery tools, by the field manager they write as. An operation that would change a field of theirs is refused, for they would put it back.',
  })
  readonly deliveryManagers!: string;

  get deliveryManagerNames(): readonly string[] {
    return this.deliveryManagers.split(',');
  }
}

function isNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const longest = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(bits) <= longest;
}

const CIDRS = /^([0-9a-fA-F:.]+\/\d{1,3})(,[0-9a-fA-F:.]+\/\d{1,3})*$/;

@SettingsGroup('Backup storages')
export class StorageSettings {
  @StringSetting({
    env: 'DBAAS_STORAGE_ENDPOINTS_ALLOWED',
    pattern: CIDRS,
    allowed: 'networks as address/bits, separated by commas',
    description:
      'Networks where a bucket may be though they are refused: the machine itself (`127.0.0.0/8`), link-local ones. A user could have the operator call whatever answers there.',
  })
  readonly endpointsAllowed?: string;

  @BooleanSetting({
    env: 'DBAAS_STORAGE_WORKLOAD_IDENTITY',
    default: false,
    description:
      "Try storages with `workloadIdentity: true` by the identity that the cloud gives the operator's own pods. Whoever may make a BackupStorage can then have the operator write into every bucket that this identity reaches.",
  })
  readonly workloadIdentity!: boolean;

  @IntSetting({
    env: 'DBAAS_STORAGE_PROBE_SECONDS',
    min: 30,
    max: 86_400,
    default: 600,
    description:
      'How often a bucket that could be used is tried again, give or take a tenth; one that could not, each minute.',
  })
  readonly probeSeconds!: number;

  get allowedNetworks(): readonly string[] {
    return this.endpointsAllowed?.split(',') ?? [];
  }

  problems(): string[] {
    const wrong = this.allowedNetworks.filter((network) => !isNetwork(network));
    return wrong.map((network) => `DBAAS_STORAGE_ENDPOINTS_ALLOWED: ${JSON.stringify(network)} is no network`);
  }
}

/** Every settings class, in the order of the documentation. */
export const SETTINGS_CLASSES = [
  HttpSettings,
  AuthenticationSettings,
  RateSettings,
  GraphQlSettings,
  AuditSettings,
  KubernetesSettings,
  ReconcileSettings,
  OperationSettings,
  StorageSettings,
  LogSettings,
  SandboxSettings,
] as const;
