import { isPodReady } from '../../mechanics/workloads.js';
import { isAtRevision } from '../../mechanics/stateful-sets/stateful-set.js';
import type { Condition, State } from '../../percona/cluster.js';
import type { ComponentView } from '../../percona/component.js';
import { imageVersion } from '../../percona/image.js';
import { runsItsImage } from '../../percona/replicas.js';
import { conditionAt, foldGroup, isMidUpdate } from '../../percona/status.js';
import { componentNamed, type ClusterView } from '../../percona/view.js';
import { ANNOTATION } from '../../percona/well-known.js';
import type { Pxc, PxcGroupStatus } from '../pxc.js';
import { hostOf } from './host.js';

type Status = NonNullable<Pxc['status']>;

/** What the operator says at the end of a round. After one that failed, no more than that it did. */
export function foldStatus(view: ClusterView<Pxc>, error: string | undefined): Status {
  if (error !== undefined) return tellError(view, error);
  const isResizing = view.cluster.metadata.annotations?.[ANNOTATION.resizing] !== undefined;
  return isResizing ? tellResizing(view) : tellAll(view);
}

/** The first failure is told, and stands until a round has gone well; the generation stays the one understood last. */
function tellError({ cluster, now }: ClusterView<Pxc>, error: string): Status {
  const { status = {} } = cluster;
  if (status.state === 'error') return status;
  const failed = conditionAt(now, { type: 'error', status: 'True', reason: 'ErrorReconcile', message: error });
  return {
    ...status,
    state: 'error',
    message: [...(status.message ?? []), `Error: ${error}`],
    conditions: appendState(status.conditions, failed),
  };
}

/** Of the parts nothing new is told before volumes have grown. */
const tellResizing = ({ cluster: { status }, now }: ClusterView<Pxc>): Status => ({
  ...status,
  state: 'initializing',
  conditions: appendState(status?.conditions, conditionAt(now, { type: 'initializing', status: 'True' })),
});

function tellAll(view: ClusterView<Pxc>): Status {
  const { cluster, components, now } = view;
  const pxc = foldPart(view, componentNamed(view, 'pxc'));
  const haproxy = foldPart(view, componentNamed(view, 'haproxy'));
  const proxysql = foldPart(view, componentNamed(view, 'proxysql'));
  const host = hostOf(view) ?? '';
  const parts = [pxc, haproxy, proxysql].filter((part) => part !== undefined);
  const isBusy = components.some(isMidUpdate) || host === '';
  const state = stateOf(cluster, { pxc, proxy: haproxy ?? proxysql, isBusy });
  return {
    state,
    host,
    message: messagesOf({ PXC: pxc, HAProxy: haproxy, ProxySQL: proxysql }),
    size: parts.reduce((sum, { size = 0 }) => sum + size, 0),
    ready: parts.reduce((sum, { ready = 0 }) => sum + ready, 0),
    observedGeneration: cluster.metadata.generation,
    pxc: pxc ?? {},
    haproxy: haproxy ?? {},
    proxysql: proxysql ?? {},
    backup: backupOf(cluster),
    conditions: appendState(cluster.status?.conditions, conditionAt(now, { type: state, status: 'True' })),
  };
}

function foldPart(view: ClusterView<Pxc>, component: ComponentView | undefined): PxcGroupStatus | undefined {
  if (!component) return undefined;
  const group = foldGroup(view, component, countReady(component));
  return { ...group, ...versionOf(view.cluster, component, group.status) };
}

/** Of the data only pods of the newest template count. */
const countReady = ({ name, pods, set }: ComponentView): number =>
  pods.filter((pod) => isPodReady(pod) && (name !== 'pxc' || isAtRevision(pod, set?.status?.updateRevision))).length;

/** Asked of the database itself, and so only of what runs, and once it answers. */
function versionOf(cluster: Pxc, component: ComponentView, state: State): PxcGroupStatus {
  const { name, image } = component;
  const selector = { labelSelectorPath: selectorText(cluster, name) };
  if (name !== 'pxc') return { ...selector, image };
  if (state === 'ready' && runsItsImage(component))
    return { ...selector, version: imageVersion(image)?.release, image };
  const { version, image: known } = cluster.status?.pxc ?? {};
  return { ...selector, ...(version ? { version, image: known } : {}) };
}

const selectorText = ({ metadata }: Pxc, component: string): string =>
  `app.kubernetes.io/component=${component},app.kubernetes.io/instance=${metadata.name}`;

interface Parts {
  readonly pxc: PxcGroupStatus | undefined;
  readonly proxy: PxcGroupStatus | undefined;
  /** Something of it is being replaced, or cannot be reached yet. */
  readonly isBusy: boolean;
}

function stateOf({ metadata, spec }: Pxc, { pxc, proxy, isBusy }: Parts): State {
  const states = [pxc, proxy].flatMap((part) => part?.status ?? []);
  if (metadata.deletionTimestamp || states.includes('stopping')) return 'stopping';
  if (spec.pause) return 'paused';
  return !isBusy && states.every((state) => state === 'ready') ? 'ready' : 'initializing';
}

const messagesOf = (parts: Readonly<Record<string, PxcGroupStatus | undefined>>): string[] =>
  Object.entries(parts).flatMap(([name, part]) => (part?.message ? [`${name}: ${part.message}`] : []));

const backupOf = ({ spec: { backup } }: Pxc): Status['backup'] =>
  backup?.image ? { image: backup.image, version: imageVersion(backup.image)?.release } : {};

const MAX_CONDITIONS = 20;

/** A diary of states; the last entry is what is now. */
function appendState(before: readonly Condition[] = [], news: Condition): Condition[] {
  const last = before.filter(({ type }) => type !== 'tls').at(-1);
  return last?.type === news.type ? [...before] : [...before, news].slice(-MAX_CONDITIONS);
}
