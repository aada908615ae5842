import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { parseQuantity } from '../../../kube/meta/index.js';
import type { EngineRule } from '../../contract/validation/index.js';

/** There is no exporter in the operator's pods for Prometheus to ask; a silent monitor would look like a watched database. */
export const checkMonitoring: EngineRule = ({ cluster: { spec } }) =>
  spec.monitoring
    ? [
        forbidden(
          ['spec', 'monitoring'],
          'the operator offers no metrics to Prometheus: its pods have no exporter; leave it out, and watch the pods by other means',
        ),
      ]
    : [];

/** Quantities are exact to a billionth. */
const GIBIBYTE = (1n << 30n) * 1_000_000_000n;

/** The operator rounds up to gibibytes, and then finds the volumes to be of another size than it was asked for. */
export const checkWholeGibibytes: EngineRule = ({ cluster: { spec } }) => {
  const { size } = spec.storage;
  const nanos = parseQuantity(size);
  if (nanos === undefined || nanos % GIBIBYTE === 0n) return [];
  return [invalid(['spec', 'storage', 'size'], 'must be whole gibibytes, such as 10Gi', { badValue: size })];
};
