import { compareQuantities, isQuantity } from '../../../../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../../../../kube/schema/index.js';
import type { Cluster, Toleration } from '../../cluster.js';
import type { ResourceRequirements } from '../../../mechanics/workloads.js';
import { invalid, when, type AdmissionRule } from '../problem.js';

const RESERVED_ENV = /^(PG.*|CNPG_.*|POD_NAME|NAMESPACE|CLUSTER_NAME)$/i;

/** Requests beyond limits, and quantities nobody can read. */
export function checkResources(path: FieldPath, { requests = {}, limits = {} }: ResourceRequirements): FieldError[] {
  const unreadable = Object.entries({ ...requests, ...limits }).filter(([, amount]) => !isQuantity(String(amount)));
  if (unreadable.length > 0)
    return unreadable.map(([name, amount]) => invalid([...path, 'requests', name], amount, 'not a quantity'));
  return Object.entries(requests).flatMap(([name, amount]) => {
    const limit = limits[name];
    if (limit === undefined) return [];
    const requestPath = [...path, 'requests', name];
    const isHugePages = name.startsWith('hugepages-');
    const difference = compareQuantities(amount, limit);
    return [
      ...when(difference > 0, invalid(requestPath, amount, `${label(name)} request is greater than the limit`)),
      ...when(isHugePages && difference < 0, invalid(requestPath, amount, 'HugePages requests must equal the limits')),
    ];
  });
}

const label = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const resources: AdmissionRule<Cluster> = ({ spec }) => checkResources(['spec', 'resources'], spec.resources ?? {});

const env: AdmissionRule<Cluster> = ({ spec }) =>
  (spec.env ?? []).flatMap(({ name }, index) =>
    when(
      RESERVED_ENV.test(name),
      invalid(['spec', 'env', index, 'name'], name, 'the usage of this environment variable is reserved'),
    ),
  );

const antiAffinity: AdmissionRule<Cluster> = ({ spec }) => {
  const type = spec.affinity?.podAntiAffinityType ?? '';
  const path = ['spec', 'affinity', 'podAntiAffinityType'];
  return when(
    !['', 'preferred', 'required'].includes(type),
    invalid(path, type, 'allowed: preferred, required, or empty'),
  );
};

const EFFECTS = ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_KEY_LENGTH = 317;

const tolerations: AdmissionRule<Cluster> = ({ spec }) =>
  (spec.affinity?.tolerations ?? []).flatMap((toleration, index) =>
    checkToleration(['spec', 'affinity', 'tolerations', index], toleration),
  );

function checkToleration(path: FieldPath, toleration: Toleration): FieldError[] {
  const { key = '', operator = 'Equal', value = '', effect = '', tolerationSeconds } = toleration;
  const badKey = key !== '' && (key.length > MAX_KEY_LENGTH || !LABEL_KEY.test(key));
  return [
    ...when(badKey, invalid([...path, 'key'], key, 'not a valid label key')),
    ...when(
      key === '' && operator !== 'Exists',
      invalid(
        [...path, 'operator'],
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ),
    ),
    ...when(
      tolerationSeconds !== undefined && effect !== 'NoExecute',
      invalid([...path, 'effect'], effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"),
    ),
    ...when(
      !['Equal', 'Exists'].includes(operator),
      invalid([...path, 'operator'], operator, 'allowed: Equal, Exists'),
    ),
    ...when(
      operator === 'Exists' && value !== '',
      invalid([...path, 'value'], value, 'value must be empty when `operator` is Exists'),
    ),
    ...when(
      !EFFECTS.includes(effect),
      invalid([...path, 'effect'], effect, 'allowed: NoSchedule, PreferNoSchedule, NoExecute'),
    ),
  ];
}

export const podTemplateRules: readonly AdmissionRule<Cluster>[] = [resources, env, antiAffinity, tolerations];
