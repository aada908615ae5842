import type { UntypedObject } from '../../../kube/meta/index.js';
import { matchesLabelSelector } from '../selection/label-selector.js';
import type { LabelSelector } from '../selection/label-selector.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes } from './admission-attributes.js';

const NAMESPACES = '/namespaces';

interface Selectors {
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

/** The namespace that the write happens in, or that is written itself; undefined at cluster scope. */
export function namespaceOf(attributes: AdmissionAttributes, reader: ObjectReader): UntypedObject | undefined {
  const { resource, namespace, object, oldObject } = attributes;
  if (resource.group === '' && resource.kind === 'Namespace') return object ?? oldObject ?? undefined;
  return namespace === undefined ? undefined : reader.get(NAMESPACES, undefined, namespace);
}

/** An object counts if it is selected before or after the write, so that taking a label off does not escape a rule. */
export function matchesSelectors(selectors: Selectors, attributes: AdmissionAttributes, reader: ObjectReader): boolean {
  const { namespaceSelector, objectSelector } = selectors;
  const { object, oldObject } = attributes;
  const isSelected = (candidate: UntypedObject | null): boolean =>
    candidate !== null && matchesLabelSelector(objectSelector, candidate.metadata.labels);
  return matchesNamespace(namespaceSelector, attributes, reader) && (isSelected(object) || isSelected(oldObject));
}

function matchesNamespace(
  selector: LabelSelector | undefined,
  attributes: AdmissionAttributes,
  reader: ObjectReader,
): boolean {
  if (!selector) return true;
  const isClusterWide = attributes.namespace === undefined && attributes.resource.kind !== 'Namespace';
  if (isClusterWide) return true;
  return matchesLabelSelector(selector, namespaceOf(attributes, reader)?.metadata.labels);
}
