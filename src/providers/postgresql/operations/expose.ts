import { requestedProxy } from '../../../domain/proxy.js';
import { SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import { jsonEqual } from '../../../kube/schema/index.js';
import type { EndpointName } from '../../../resources/database-cluster/index.js';
import type { Undo } from '../../contract/index.js';
import { externalServiceName, poolerName } from '../names.js';
import { listEndpoints } from '../status/endpoints.js';
import { externalServiceTemplate } from '../steps/expose.js';
import type { ServiceTemplate } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import { asExposed, PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import type { Situation } from './situation.js';

/** The doors to the outside: that of the primary, and that of the proxy where there is one. */
export const expose = defineOperation({
  ...PROMPT,
  disruption: 'None',
  steps: (situation) => doorsOf(situation).map((door) => stepOf(situation, door)),
  warnings,
  judge,
  undo,
});

interface Door {
  readonly endpoint: EndpointName;
  readonly service: string;
}

function doorsOf({ cluster }: Situation): Door[] {
  const { name } = cluster.metadata;
  const proxy: Door = { endpoint: 'proxy', service: poolerName(name) };
  return [
    { endpoint: 'primary', service: externalServiceName(name) },
    ...(requestedProxy(cluster.spec) ? [proxy] : []),
  ];
}

function warnings(situation: Situation): string[] {
  const present = situation.observed.get(SERVICE, externalServiceName(situation.cluster.metadata.name));
  const type = externalServiceTemplate(asExposed(situation))?.spec.type;
  if (!present || present.spec?.type === type) return [];
  return ['Clients from outside lose the present address.'];
}

function stepOf(situation: Situation, door: Door): Step {
  const template = externalServiceTemplate(asExposed(situation));
  const step = { name: template ? 'OpenService' : 'CloseService', target: door.service };
  if (!isAsWanted(situation, door, template)) return { ...step, state: 'Pending' };
  if (!template) return { ...step, state: 'Done', message: `Nothing leads to ${door.service} from outside.` };
  const address = addressOf(situation, door);
  if (address === undefined) return { ...step, state: 'Running', message: sayNoAddress(door, template) };
  return { ...step, state: 'Done', message: `Service ${door.service} answers at ${address}.` };
}

/** Without a template the door of the primary is not there; the proxy's Service stays, for those inside. */
function isAsWanted({ observed }: Situation, door: Door, template: ServiceTemplate | undefined): boolean {
  const service = observed.get(SERVICE, door.service);
  if (!template) return service === undefined || service.spec?.type === 'ClusterIP';
  return service !== undefined && followsTemplate(service, template);
}

/** More annotations than asked for are the cloud's own; other sources would be a door to strangers. */
function followsTemplate({ metadata, spec = {} }: UntypedObject, template: ServiceTemplate): boolean {
  const { type, loadBalancerSourceRanges = [] } = template.spec;
  const annotations = template.metadata.annotations ?? {};
  const hasSources = jsonEqual(spec.loadBalancerSourceRanges ?? [], loadBalancerSourceRanges);
  return spec.type === type && hasSources && coversDesired(metadata.annotations ?? {}, annotations);
}

function addressOf({ view }: Situation, { endpoint }: Door): string | undefined {
  const found = listEndpoints(view).find(({ name, external }) => external && name === endpoint);
  return found && `${found.host}:${found.port}`;
}

const sayNoAddress = ({ service }: Door, { spec }: ServiceTemplate): string =>
  spec.type === 'LoadBalancer'
    ? `Service ${service} has no address yet; if it stays so, its events say what the cloud's load balancer lacks.`
    : `Service ${service} has no port on the nodes yet.`;

function judge(_situation: Situation, steps: readonly Step[]): Finding {
  const unfinished = steps.find(({ state }) => state !== 'Done');
  return {
    reached: steps.map(({ message }) => message).join(' '),
    waitsFor: unfinished && (unfinished.message ?? `Waits for the operator to change Service ${unfinished.target}.`),
    settleSeconds: 5,
  };
}

function undo(situation: Situation): Undo {
  const template = externalServiceTemplate(situation.cluster);
  const stale = doorsOf(situation).find((door) => !isAsWanted(situation, door, template));
  if (!stale) return { state: 'Done' };
  return { state: 'Running', waitingFor: `Service ${stale.service} is not as it was yet.` };
}
