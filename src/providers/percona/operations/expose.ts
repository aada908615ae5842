import { jsonEqual } from '../../../kube/schema/index.js';
import type { ClusterEndpoint, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { OperationHandler, Undo } from '../../contract/index.js';
import { asExposed, PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import { doorOf, type OutsideDoor } from '../steps/door.js';
import type { PerconaCluster } from '../upstream.js';
import type { DefineFor, SituationOf } from './situation.js';

/** Where the doors of an engine's databases are. */
export interface Doors<U extends PerconaCluster> {
  /** As the operator's object has them; undefined of one that is closed. */
  readonly standing: (situation: SituationOf<U>) => readonly (OutsideDoor | undefined)[];
  /** Names of the Services that they become. */
  readonly services: (situation: SituationOf<U>) => readonly string[];
  readonly endpoints: (situation: SituationOf<U>) => readonly ClusterEndpoint[];
}

/** The operator changes Services: nobody restarts. */
export const exposeBy = <U extends PerconaCluster>(define: DefineFor<U>, doors: Doors<U>): OperationHandler =>
  define({
    ...PROMPT,
    disruption: 'None',
    steps: (situation) => [stepOf(situation, doors)],
    warnings: (situation) =>
      outside(situation, doors).length > 0 && !isRendered(situation, doors, asExposed(situation))
        ? ['Clients from outside lose the present address.']
        : [],
    judge: (situation, [step]) => judge(situation, step!),
    undo: (situation) => undo(situation, doors),
  });

const outside = <U extends PerconaCluster>(situation: SituationOf<U>, { endpoints }: Doors<U>): ClusterEndpoint[] =>
  endpoints(situation).filter(({ external }) => external);

const isRendered = <U extends PerconaCluster>(
  situation: SituationOf<U>,
  { standing }: Doors<U>,
  cluster: DatabaseCluster,
): boolean => standing(situation).every((door) => jsonEqual(partsOf(door), partsOf(doorOf(cluster))));

/** Of a door that the operator has filled in, what was asked of it. */
const partsOf = ({ type, annotations = {}, loadBalancerSourceRanges = [] }: Partial<OutsideDoor> = {}): object => ({
  type: type ?? 'ClusterIP',
  annotations,
  loadBalancerSourceRanges,
});

function stepOf<U extends PerconaCluster>(situation: SituationOf<U>, doors: Doors<U>): Step {
  const cluster = asExposed(situation);
  const services = doors.services(situation);
  const step = { name: doorOf(cluster) ? 'OpenServices' : 'CloseServices', target: services[0] };
  if (!isRendered(situation, doors, cluster)) return { ...step, state: 'Pending' };
  const found = outside(situation, doors);
  return { ...step, ...(doorOf(cluster) ? opening(services, found) : closing(services, found)) };
}

type Progress = Pick<Step, 'state' | 'message'>;

function closing([service]: readonly string[], found: readonly ClusterEndpoint[]): Progress {
  if (found.length > 0) return { state: 'Running', message: `Service ${service} still leads in from outside.` };
  return { state: 'Done', message: `Nothing leads to ${service} from outside.` };
}

function opening(services: readonly string[], found: readonly ClusterEndpoint[]): Progress {
  const [first] = found;
  if (!first || found.length < services.length) {
    const addresses = `${found.length} of ${services.length} Services have an address`;
    return { state: 'Running', message: `${addresses}; if it stays so, the events of the others say why.` };
  }
  return { state: 'Done', message: `Clients from outside come in at ${first.host}:${first.port}.` };
}

function judge<U extends PerconaCluster>({ whyNotWhole }: SituationOf<U>, { state, message }: Step): Finding {
  return {
    reached: message ?? '',
    waitsFor: state === 'Done' ? whyNotWhole : (message ?? 'Waits for the operator to be asked for it.'),
    settleSeconds: 5,
  };
}

function undo<U extends PerconaCluster>(situation: SituationOf<U>, doors: Doors<U>): Undo {
  return isRendered(situation, doors, situation.cluster)
    ? { state: 'Done' }
    : { state: 'Running', waitingFor: 'The operator has not yet been asked for the former Services.' };
}
