import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import { isJsonObject } from '../../fields/json-value.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy, StrategyWorld } from '../kind-strategy.js';
import { isDnsLabel, isPortName, labelErrors } from '../validate-metadata.js';
import { textOf } from './object-fields.js';
import { duplicate, immutable, invalidValue, notSupported, required } from './field-errors.js';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const TYPES_WITH_NODE_PORTS = new Set<unknown>(['LoadBalancer', 'NodePort']);
const HEADLESS = 'None';

/** Services get addresses that look real; nothing listens on them. */
export const serviceStrategy: KindStrategy = {
  nameRule: 'label',
  prepareCreate: (object, world) => ({ ...withAddresses(object, world), status: { loadBalancer: {} } }),
  prepareUpdate: (next, live, world) => withAddresses(inherit(next, live), world),
  validate: (object, live, world) => [
    ...typeErrors(object),
    ...portErrors(object),
    ...labelErrors((specOf(object)['selector'] ?? {}) as Record<string, string>, ['spec', 'selector']),
    ...addressErrors(object, live, world),
  ],
};

function specOf(object: UntypedObject): JsonObject {
  return isJsonObject(object.spec) ? object.spec : {};
}

function portsOf(spec: JsonObject): JsonObject[] {
  return Array.isArray(spec['ports']) ? spec['ports'].filter(isJsonObject) : [];
}

function withAddresses(object: UntypedObject, world: StrategyWorld): UntypedObject {
  const spec = { type: 'ClusterIP', sessionAffinity: 'None', ...specOf(object) };
  if (spec.type === 'ExternalName') return { ...object, spec };
  const given = (spec as JsonObject)['clusterIP'];
  const clusterIP = typeof given === 'string' && given !== '' ? given : world.addresses.nextAddress();
  const families = { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
  const ports = portsOf(spec).map((port) => withPortDefaults(port, spec, world));
  const listed = ports.length > 0 ? { ports } : {};
  return { ...object, spec: { ...families, ...spec, ...listed, clusterIP, clusterIPs: [clusterIP] } };
}

function withPortDefaults(port: JsonObject, spec: JsonObject, { addresses }: StrategyWorld): JsonObject {
  const complete: JsonObject = { protocol: 'TCP', targetPort: port['port'], ...port };
  if (!TYPES_WITH_NODE_PORTS.has(spec['type'])) {
    const { nodePort: _unused, ...rest } = complete;
    return rest;
  }
  return complete['nodePort'] ? complete : { ...complete, nodePort: addresses.nextNodePort() };
}

/** What was allocated stays, for clients that apply a Service without it. */
function inherit(next: UntypedObject, live: UntypedObject): UntypedObject {
  const before = specOf(live);
  const after = specOf(next);
  const address = after['clusterIP'] || after['type'] === 'ExternalName' ? {} : { clusterIP: before['clusterIP'] };
  const nodePorts = new Map(portsOf(before).map((port) => [portKey(port), port['nodePort']]));
  const ports = portsOf(after).map((port) => {
    const nodePort = port['nodePort'] ?? nodePorts.get(portKey(port));
    return nodePort === undefined ? port : { ...port, nodePort };
  });
  return { ...next, spec: { ...after, ...address, ...(ports.length > 0 ? { ports } : {}) } };
}

const portKey = ({ protocol = 'TCP', port }: JsonObject): string => `${String(protocol)}/${String(port)}`;

function typeErrors(object: UntypedObject): FieldError[] {
  const { type } = specOf(object);
  if (TYPES.includes(String(type))) return [];
  return [notSupported(['spec', 'type'], type, TYPES)];
}

function portErrors(object: UntypedObject): FieldError[] {
  const spec = specOf(object);
  const ports = portsOf(spec);
  if (ports.length === 0 && spec['clusterIP'] !== HEADLESS && spec['type'] !== 'ExternalName') {
    return [required(['spec', 'ports'])];
  }
  const names = ports.map(({ name }) => name);
  const keys = ports.map(portKey);
  return ports.flatMap((port, index) => [
    ...portNumberErrors(port, index),
    ...portNameErrors(names, index),
    ...targetPortErrors(port, index),
    ...(keys.indexOf(keys[index]!) === index ? [] : [duplicate(['spec', 'ports', index], port)]),
  ]);
}

function targetPortErrors({ targetPort }: JsonObject, index: number): FieldError[] {
  if (!targetPort || typeof targetPort === 'number' || isPortName(textOf(targetPort))) return [];
  return [invalidValue(['spec', 'ports', index, 'targetPort'], 'must be the name of a port', targetPort)];
}

/** One port need not be named; several are told apart by their names. */
function portNameErrors(names: readonly unknown[], index: number): FieldError[] {
  const path = ['spec', 'ports', index, 'name'];
  const name = names[index];
  if (!name) return names.length > 1 ? [required(path)] : [];
  if (!isDnsLabel(textOf(name))) return [invalidValue(path, 'must be a lowercase RFC 1123 label', name)];
  return names.indexOf(name) === index ? [] : [duplicate(path, name)];
}

function portNumberErrors({ port }: JsonObject, index: number): FieldError[] {
  if (Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535) return [];
  return [invalidValue(['spec', 'ports', index, 'port'], 'must be between 1 and 65535, inclusive', port)];
}

function addressErrors(
  object: UntypedObject,
  live: UntypedObject | undefined,
  { addresses }: StrategyWorld,
): FieldError[] {
  const path = ['spec', 'clusterIP'];
  const clusterIP = specOf(object)['clusterIP'];
  const before = live && specOf(live)['clusterIP'];
  if (clusterIP === before || typeof clusterIP !== 'string') return [];
  if (before) return [immutable(path, clusterIP)];
  return addresses.isTaken(clusterIP) ? [invalidValue(path, 'provided IP is already allocated', clusterIP)] : [];
}
