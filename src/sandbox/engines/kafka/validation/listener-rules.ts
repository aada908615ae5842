import type { Listener, ListenerType } from '../kafka.js';
import { invalidResource, type ValidationRule } from './problem.js';

/** Taken by replication, the control plane, the agent, metrics and JMX. */
const RESERVED_PORTS: readonly number[] = [9404, 9999];

const repeated = <T>(values: readonly T[]): T[] => values.filter((value, index) => values.indexOf(value) !== index);

const portsAndNames: ValidationRule = ({ kafka }) => {
  const { listeners } = kafka.spec.kafka;
  return [
    ...repeated(listeners.map(({ name }) => name)).map((name) =>
      invalidResource(`every listener needs a unique name: ${name}`),
    ),
    ...repeated(listeners.map(({ port }) => port)).map((port) =>
      invalidResource(`every listener needs a unique port: ${port}`),
    ),
    ...listeners
      .filter(({ port }) => RESERVED_PORTS.includes(port))
      .map(({ name, port }) => invalidResource(`listener ${name}: port ${port} is forbidden`)),
  ];
};

const FIELDS_OF: Readonly<Record<string, readonly ListenerType[]>> = {
  loadBalancerSourceRanges: ['loadbalancer'],
  allocateLoadBalancerNodePorts: ['loadbalancer'],
  externalTrafficPolicy: ['loadbalancer', 'nodeport'],
  preferredNodePortAddressType: ['nodeport'],
  class: ['loadbalancer', 'ingress'],
};

const fieldsOfType: ValidationRule = ({ kafka }) => kafka.spec.kafka.listeners.flatMap(misplacedFields);

const misplacedFields = ({ name, type, configuration = {} }: Listener): ReturnType<ValidationRule> =>
  Object.entries(FIELDS_OF)
    .filter(([field, types]) => configuration[field] !== undefined && !types.includes(type))
    .map(([field, types]) =>
      invalidResource(
        `listener ${name} cannot configure ${field} because it is not ${types.join(' or ')} based listener`,
      ),
    );

const scramIsDone: ValidationRule = ({ kafka }) =>
  kafka.spec.kafka.listeners
    .filter(({ tls, authentication }) => authentication?.type === 'tls' && !tls)
    .map(({ name }) => invalidResource(`listener ${name}: mTLS authentication needs TLS`));

export const listenerRules: readonly ValidationRule[] = [portsAndNames, fieldsOfType, scramIsDone];
