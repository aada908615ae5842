import type { DatabaseCluster, EffectiveSettings, UpstreamReference } from '../../resources/database-cluster/index.js';
import type { ClusterObservation, Observed } from '../contract/index.js';
import { containerOf } from '../contract/objects/index.js';
import { referenceTo, storageClassOf } from '../contract/status/index.js';
import { listConditions } from './status/conditions.js';
import { listEndpoints } from './status/endpoints.js';
import { derivePhase } from './status/phase.js';
import { brokersOf, poolOf, readyBrokers, viewOf, type ClusterView } from './status/view.js';
import { listWarnings } from './status/warnings.js';
import { KAFKA, KAFKA_CONTAINER, type Kafka } from './upstream.js';

/** The operator's status in our words, from the objects and never from its Ready alone. */
export function observeCluster(cluster: DatabaseCluster, observed: Observed): ClusterObservation {
  const view = viewOf(cluster, observed);
  const verdict = derivePhase(view);
  return {
    ...verdict,
    conditions: listConditions(view, verdict),
    version: view.upstream && runningVersion(view.upstream, view),
    size: view.upstream && brokersOf(view).length,
    readyMembers: readyBrokers(view).length,
    members: view.members,
    endpoints: listEndpoints(view),
    warnings: listWarnings(view),
    effective: view.upstream && effectiveSettings(view.upstream, view),
    upstream: view.upstream && describeUpstream(view.upstream),
  };
}

/** Brokers that are replaced last still show the version that serves; without any, what the last round reported. */
function runningVersion({ status }: Kafka, view: ClusterView): string | undefined {
  return status?.kafkaVersion ?? brokersOf(view).find(({ version }) => version !== undefined)?.version;
}

function effectiveSettings({ spec }: Kafka, view: ClusterView): EffectiveSettings {
  const { pods, volumes } = poolOf(view, 'broker');
  return {
    version: spec.kafka.version,
    image: containerOf(pods[0], KAFKA_CONTAINER)?.image,
    storageClassName: storageClassOf(volumes[0]),
  };
}

function describeUpstream(upstream: Kafka): UpstreamReference {
  const { conditions, operatorLastSuccessfulVersion } = upstream.status ?? {};
  const state = conditions?.find(({ type }) => type !== 'Warning');
  return referenceTo(KAFKA, upstream, {
    phase: state && [state.type, state.reason].filter((text) => text !== undefined).join(': '),
    operatorVersion: operatorLastSuccessfulVersion,
  });
}
