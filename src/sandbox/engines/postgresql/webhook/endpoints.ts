import type { KubeObject, ResourceType } from '../../../../kube/meta/index.js';
import type { Backup, ScheduledBackup } from '../backup/backup.js';
import type { ObjectStore } from '../barman/object-store.js';
import type { Cluster } from '../cluster.js';
import { unknownFailures } from '../failures.js';
import { BACKUP, CLUSTER, OBJECT_STORE, POOLER, SCHEDULED_BACKUP } from '../kinds.js';
import type { Pooler } from '../pooler/pooler.js';
import { validateObjectStore } from './rules/object-store.js';
import { withDefaults } from './defaults.js';
import type { Verdict } from './review.js';
import { validateCluster, warnAbout } from './validate-cluster.js';
import { validateBackup, validatePooler, validateScheduledBackup, warnAboutSchedule } from './validate-others.js';

/** One webhook: where it answers, for what it is called, and what it says. */
export interface WebhookEndpoint {
  readonly name: string;
  readonly kind: 'mutating' | 'validating';
  readonly path: string;
  readonly resource: ResourceType;
  readonly judge: (object: KubeObject, old: KubeObject | undefined) => Verdict;
}

/** Typed at this one edge: the API server sends each endpoint only objects of its resource. */
const judged =
  <T extends KubeObject>(judge: (object: T, old: T | undefined) => Verdict): WebhookEndpoint['judge'] =>
  (object, old) =>
    judge(object as T, old as T | undefined);

const pathOf = (verb: 'mutate' | 'validate', { kind }: ResourceType): string =>
  `/${verb}-postgresql-cnpg-io-v1-${kind.toLowerCase()}`;

const mutating = (resource: ResourceType, judge: WebhookEndpoint['judge']): WebhookEndpoint => ({
  name: `m${resource.kind.toLowerCase()}.cnpg.io`,
  kind: 'mutating',
  path: pathOf('mutate', resource),
  resource,
  judge,
});

const validating = (resource: ResourceType, judge: WebhookEndpoint['judge']): WebhookEndpoint => ({
  name: `v${resource.kind.toLowerCase()}.cnpg.io`,
  kind: 'validating',
  path: pathOf('validate', resource),
  resource,
  judge,
});

export const WEBHOOK_ENDPOINTS: readonly WebhookEndpoint[] = [
  mutating(
    CLUSTER,
    judged<Cluster>((cluster) => ({ mutated: withDefaults(cluster) })),
  ),
  validating(
    CLUSTER,
    judged<Cluster>((cluster, old) => ({
      problems: validateCluster(cluster, old),
      warnings: [...warnAbout(cluster), ...unknownFailures(cluster)],
    })),
  ),
  validating(
    BACKUP,
    judged<Backup>((backup) => ({ problems: validateBackup(backup) })),
  ),
  validating(
    SCHEDULED_BACKUP,
    judged<ScheduledBackup>((scheduled) => ({
      problems: validateScheduledBackup(scheduled),
      warnings: warnAboutSchedule(scheduled),
    })),
  ),
  validating(
    OBJECT_STORE,
    judged<ObjectStore>((store) => ({ problems: validateObjectStore(store) })),
  ),
  validating(
    POOLER,
    judged<Pooler>((pooler) => ({ problems: validatePooler(pooler) })),
  ),
];
