import { NO_PROXY, requestedProxy } from '../../../domain/proxy.js';
import { forbidden, invalid, notSupported } from '../../../domain/validation/field-errors.js';
import type { EngineRule } from '../../contract/validation/index.js';
import { MAX_CLUSTER_NAME } from '../names.js';
import { proxyOf, proxySizeOf } from '../proxies.js';
import { CAPABILITIES } from '../capabilities.js';

/** A name cannot be mended, so that of a cluster that stands is never held against it. */
export const checkName: EngineRule = ({ cluster: { metadata, status }, context }) => {
  if (metadata.name.length <= MAX_CLUSTER_NAME || context.previous || status?.incarnation) return [];
  const detail = `must have ${MAX_CLUSTER_NAME} characters at most for this engine: its operator makes longer names of it`;
  return [invalid(['metadata', 'name'], detail, { badValue: metadata.name })];
};

/** Half of the members are never outvoted by the other half, so an even number stops where one less goes on. */
export const checkOddSize: EngineRule = ({ cluster: { spec } }) =>
  spec.clusterSize % 2 === 1
    ? []
    : [invalid(['spec', 'clusterSize'], 'must be odd: 3 or 5', { badValue: spec.clusterSize })];

const PROXY_TYPE = ['spec', 'proxy', 'type'] as const;

/** Without one the operator replaces no member carefully, and writers would meet in conflicts. */
export const checkProxyPresence: EngineRule = ({ cluster: { spec }, context }) => {
  const badValue = spec.proxy?.type;
  const allowed = CAPABILITIES.proxies;
  if (badValue === NO_PROXY) {
    return [
      notSupported(PROXY_TYPE, 'the operator needs a proxy to replace members one by one', { badValue, allowed }),
    ];
  }
  const former = context.previous && proxyOf(context.previous.spec);
  if (former === undefined || former === proxyOf(spec)) return [];
  const detail = `is decided when the database is made: clients know it by the address of ${former}`;
  return [forbidden(PROXY_TYPE, detail, { badValue: proxyOf(spec), allowed: [former] })];
};

export const checkProxySize: EngineRule = ({ cluster: { spec }, context }) => {
  const size = requestedProxy(spec) ? proxySizeOf(spec, context.engine) : 2;
  if (size >= 2 || spec.allowUnsafeTopology) return [];
  const detail =
    'is unsafe: while the one proxy restarts nobody gets in; set spec.allowUnsafeTopology to accept the risk';
  return [forbidden(['spec', 'proxy', 'size'], detail, { badValue: size, allowed: ['2'] })];
};
