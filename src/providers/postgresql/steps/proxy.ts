import { requestedProxy } from '../../../domain/proxy.js';
import { apiVersionOf } from '../../../kube/meta/index.js';
import type { ProxySpec } from '../../../resources/database-cluster/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { isToBeStopped, liveCluster, type Step } from '../draft.js';
import { poolerName } from '../names.js';
import { PGBOUNCER_CONTAINER, POOLER, type Pooler } from '../upstream.js';
import { componentLabel, guaranteed, inheritedLabels } from '../../contract/objects/index.js';
import { externalServiceTemplate } from './expose.js';

/** A field of its own upstream, though PgBouncer and its users know it as a setting like any other. */
export const POOL_MODE_PARAMETER = 'pool_mode';
const DEFAULT_POOL_MODE = 'session';

/** PgBouncer in front of the primary. */
export const proxy: Step = (input, draft) => {
  const wanted = requestedProxy(input.cluster.spec);
  if (wanted) draft.pooler = buildPooler(wanted, input);
};

function buildPooler(wanted: ProxySpec, input: ApplyInput): Pooler {
  const { cluster } = input;
  const { name, namespace } = cluster.metadata;
  const serviceTemplate = externalServiceTemplate(cluster);
  return {
    apiVersion: apiVersionOf(POOLER),
    kind: POOLER.kind,
    metadata: { name: poolerName(name), namespace, labels: componentLabel('proxy') },
    spec: {
      cluster: { name },
      type: 'rw',
      instances: instancesOf(wanted, input),
      pgbouncer: pgbouncer(wanted, input),
      template: {
        metadata: { labels: inheritedLabels(cluster) },
        spec: { containers: [container(wanted)] },
      },
      ...(serviceTemplate && { serviceTemplate }),
    },
  };
}

/** The operator leaves poolers running while the database hibernates: connections would be taken and then fail. */
function instancesOf(wanted: ProxySpec, input: ApplyInput): number {
  if (isToBeStopped(input.cluster, liveCluster(input))) return 0;
  return wanted.size ?? catalogueEntry(wanted, input)?.defaultSize ?? 1;
}

function pgbouncer(wanted: ProxySpec, input: ApplyInput): Pooler['spec']['pgbouncer'] {
  const settings = Object.fromEntries((wanted.config ?? []).map(({ name, value }) => [name, value]));
  const { [POOL_MODE_PARAMETER]: poolMode = DEFAULT_POOL_MODE, ...parameters } = settings;
  const image = catalogueEntry(wanted, input)?.image;
  return { poolMode, parameters, ...(image !== undefined && { image }) };
}

function container({ resources }: ProxySpec): object {
  const requirements = guaranteed(resources);
  return { name: PGBOUNCER_CONTAINER, ...(requirements && { resources: requirements }) };
}

const catalogueEntry = ({ type }: ProxySpec, { engine }: ApplyInput) =>
  engine.spec.proxies?.find((entry) => entry.type === type);
