import { jsonEqual } from '../../../kube/schema/index.js';
import type { ClusterEndpoint, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Undo } from '../../contract/index.js';
import { asExposed, PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import { writersService } from '../doors.js';
import { listEndpoints } from '../status/endpoints.js';
import { serviceTemplateOf } from '../steps/expose.js';
import type { ServiceTemplate } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

/** The Service of the primary is changed: nobody restarts. */
export const expose = defineOperation({
  ...PROMPT,
  disruption: 'None',
  steps: (situation) => [stepOf(situation)],
  warnings: (situation) =>
    outsideOf(situation) && !isRendered(situation, asExposed(situation))
      ? ['Clients from outside lose the present address.']
      : [],
  judge: (situation, [step]) => judge(situation, step!),
  undo,
});

const outsideOf = ({ view }: Situation): ClusterEndpoint | undefined =>
  listEndpoints(view).find(({ external }) => external);

const standingOf = ({ upstream: { spec } }: Situation): ServiceTemplate | undefined =>
  spec.replicas > 1 ? spec.primaryService : spec.service;

/** Of a Service that the operator has filled in, what was asked of it. */
const partsOf = ({ type, metadata, loadBalancerSourceRanges = [] }: Partial<ServiceTemplate> = {}): object => ({
  type: type ?? 'ClusterIP',
  annotations: metadata?.annotations ?? {},
  loadBalancerSourceRanges,
});

const isRendered = (situation: Situation, cluster: DatabaseCluster): boolean =>
  jsonEqual(partsOf(standingOf(situation)), partsOf(serviceTemplateOf(cluster)));

function stepOf(situation: Situation): Step {
  const cluster = asExposed(situation);
  const service = writersService(cluster);
  const isOpen = serviceTemplateOf(cluster).type !== 'ClusterIP';
  const step = { name: isOpen ? 'OpenService' : 'CloseService', target: service };
  if (!isRendered(situation, cluster)) return { ...step, state: 'Pending' };
  const address = outsideOf(situation);
  if (!isOpen && address)
    return { ...step, state: 'Running', message: `Service ${service} still leads in from outside.` };
  if (!isOpen) return { ...step, state: 'Done', message: `Nothing leads to ${service} from outside.` };
  return address
    ? { ...step, state: 'Done', message: `Service ${service} answers at ${address.host}:${address.port}.` }
    : {
        ...step,
        state: 'Running',
        message: `Service ${service} has no address yet; if it stays so, its events say why.`,
      };
}

const judge = ({ whyNotWhole }: Situation, { state, message }: Step): Finding => ({
  reached: message ?? '',
  waitsFor: state === 'Done' ? whyNotWhole : (message ?? 'Waits for the operator to be asked for it.'),
  settleSeconds: 5,
});

function undo(situation: Situation): Undo {
  return isRendered(situation, situation.cluster)
    ? { state: 'Done' }
    : { state: 'Running', waitingFor: 'The operator has not yet been asked for the former Service.' };
}
