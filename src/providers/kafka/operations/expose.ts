import { jsonEqual } from '../../../kube/schema/index.js';
import type { ClusterEndpoint, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Undo } from '../../contract/index.js';
import { asExposed, ROLLING, undoneByOperator, type Finding, type Step } from '../../contract/operations/index.js';
import { externalServiceName } from '../names.js';
import { isRoundDone } from '../status/change-under-way.js';
import { listEndpoints } from '../status/endpoints.js';
import { externalListener, listenersOf } from '../steps/listeners.js';
import { defineOperation } from './define-operation.js';
import { brokersBefore, type Situation } from './situation.js';

/** A listener of the brokers, which are replaced one by one for it: clients from outside must reach each of them. */
export const expose = defineOperation({
  ...ROLLING,
  disruption: (situation) => (brokersBefore(situation).length > 1 ? 'Rolling' : 'Downtime'),
  steps: (situation) => [stepOf(situation)],
  restarts: brokersBefore,
  warnings,
  judge,
  undo,
});

const isRendered = ({ upstream }: Situation, cluster: DatabaseCluster): boolean =>
  jsonEqual(upstream.spec.kafka.listeners, listenersOf(cluster));

const outsideOf = ({ view }: Situation): ClusterEndpoint | undefined =>
  listEndpoints(view).find(({ external }) => external);

function warnings(situation: Situation): string[] {
  const wanted = externalListener(asExposed(situation));
  const doors = brokersBefore(situation).length + 1;
  return [
    ...(outsideOf(situation) && !isRendered(situation, asExposed(situation))
      ? ['Clients from outside may lose the present addresses.']
      : []),
    ...(wanted?.type === 'loadbalancer'
      ? [`It takes ${doors} load balancers: one to begin at, and one for each broker.`]
      : []),
  ];
}

function stepOf(situation: Situation): Step {
  const cluster = asExposed(situation);
  const wanted = externalListener(cluster);
  const service = externalServiceName(cluster.metadata.name);
  const step = { name: wanted ? 'OpenListener' : 'CloseListener', target: service };
  if (!isRendered(situation, cluster)) return { ...step, state: 'Pending' };
  if (!isRoundDone(situation.view))
    return { ...step, state: 'Running', message: 'The brokers change their listeners.' };
  if (!wanted) return { ...step, state: 'Done', message: 'Nothing leads to the brokers from outside.' };
  const address = outsideOf(situation);
  if (!address) return { ...step, state: 'Running', message: `Service ${service} has no address yet.` };
  return { ...step, state: 'Done', message: `Clients from outside begin at ${address.host}:${address.port}.` };
}

function judge(situation: Situation, [step]: readonly Step[]): Finding {
  const isDone = step?.state === 'Done';
  return {
    reached: step?.message ?? '',
    waitsFor: isDone ? situation.whyNotWhole : (whyNotReached(situation) ?? step?.message),
    settleSeconds: 5,
  };
}

/** Without an address for each broker no broker is replaced at all. */
function whyNotReached(situation: Situation): string | undefined {
  if (!isRendered(situation, asExposed(situation))) return 'Waits for the operator to be asked for the listener.';
  return situation.whyNotWhole;
}

function undo(situation: Situation): Undo {
  return undoneByOperator(situation, { arrived: isRendered(situation, situation.cluster) });
}
