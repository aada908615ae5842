import { isExternal } from '../builders/services.js';
import { decodeData } from '../builders/secrets.js';
import type { Listener, ListenerStatus } from '../kafka.js';
import { bootstrapName, caCertName, externalBootstrapName } from '../names.js';
import type { KafkaView } from './kafka-view.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where clients begin, and by which authority they know the brokers. */
export function listenerStatuses(view: KafkaView): ListenerStatus[] {
  const { kafka, secret } = view;
  const { name, namespace } = kafka.metadata;
  const authority = decodeData(secret({ namespace, name: caCertName(name, 'cluster') }), 'ca.crt');
  return kafka.spec.kafka.listeners.map((listener) => {
    const addresses = addressesOf(view, listener);
    return {
      name: listener.name,
      addresses,
      bootstrapServers: addresses.map(({ host, port }) => `${host}:${port}`).join(','),
      ...(listener.tls ? { certificates: [authority] } : {}),
    };
  });
}

function addressesOf(view: KafkaView, listener: Listener): Address[] {
  const { name, namespace } = view.kafka.metadata;
  if (!isExternal(listener)) return [{ host: `${bootstrapName(name)}.${namespace}.svc`, port: listener.port }];
  if (listener.type === 'nodeport') return nodeAddresses(view, listener);
  if (listener.type === 'loadbalancer')
    return ingressesOf(view, listener).map((host) => ({ host, port: listener.port }));
  return [{ host: `${externalBootstrapName(name, listener.name)}.${namespace}.svc`, port: listener.port }];
}

const bootstrapOf = ({ kafka, services }: KafkaView, { name }: Listener) =>
  services.find(({ metadata }) => metadata.name === externalBootstrapName(kafka.metadata.name, name));

/** Empty for as long as the cloud has not answered. */
export const ingressesOf = (view: KafkaView, listener: Listener): string[] =>
  (bootstrapOf(view, listener)?.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);

/** The nodes on which brokers run; all ours are at one address. */
function nodeAddresses(view: KafkaView, listener: Listener): Address[] {
  const port = bootstrapOf(view, listener)?.spec.ports?.[0]?.nodePort;
  const hosts = new Set(view.pods.map(({ status }) => status?.['hostIP'] as string | undefined));
  return port === undefined ? [] : [...hosts].flatMap((host) => (host === undefined ? [] : [{ host, port }]));
}
