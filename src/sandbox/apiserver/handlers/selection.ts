import {
  SelectorSyntaxError,
  matchesLabels,
  parseFieldSelector,
  parseLabelSelector,
} from '../../../kube/meta/index.js';
import type { FieldRequirement, LabelRequirement, UntypedObject } from '../../../kube/meta/index.js';
import { badRequest } from '../api-status/api-error.js';
import { qualifiedNameProblem } from '../lifecycle/validate-metadata.js';
import type { ServedResource } from '../registry/served-resource.js';

/** Selectable names that are not the path of what they select. */
const FIELD_ALIASES: Readonly<Record<string, string>> = { source: 'source.component' };

/** Which objects of a collection a list or a watch is about. */
export class Selection {
  private constructor(
    private readonly labels: readonly LabelRequirement[],
    private readonly fields: readonly FieldRequirement[],
  ) {}

  /** @throws ApiError 400 for bad syntax and for fields that cannot be selected by. */
  static parse(resource: ServedResource, labelSelector: string, fieldSelector: string): Selection {
    try {
      const fields = parseFieldSelector(fieldSelector);
      fields.forEach(({ field }) => assertSelectable(resource, field));
      const labels = parseLabelSelector(labelSelector);
      labels.forEach(assertLabelKey);
      return new Selection(labels, fields);
    } catch (error) {
      if (error instanceof SelectorSyntaxError) throw badRequest(error.message);
      throw error;
    }
  }

  get isEverything(): boolean {
    return this.labels.length === 0 && this.fields.length === 0;
  }

  /** The one name that a field selector asks for; undefined when it asks for more, or makes no sense. */
  static nameIn(fieldSelector: string): string | undefined {
    if (!fieldSelector.includes('metadata.name')) return undefined;
    try {
      const requirements = parseFieldSelector(fieldSelector);
      return requirements.find(({ field, negated }) => field === 'metadata.name' && !negated)?.value;
    } catch {
      return undefined;
    }
  }

  matches(object: UntypedObject): boolean {
    return (
      matchesLabels(this.labels, object.metadata.labels) &&
      this.fields.every(({ field, value, negated }) => (fieldText(object, field) === value) !== negated)
    );
  }

  /** The same, for one name only. */
  named(name: string): Selection {
    return new Selection(this.labels, [...this.fields, { field: 'metadata.name', value: name, negated: false }]);
  }
}

function assertSelectable(resource: ServedResource, field: string): void {
  const isSelectable =
    field === 'metadata.name' ||
    (field === 'metadata.namespace' && resource.namespaced) ||
    resource.selectableFields.includes(field);
  if (!isSelectable) throw badRequest(`field label not supported: ${field}`);
}

function assertLabelKey({ key }: LabelRequirement): void {
  const problem = qualifiedNameProblem(key);
  if (problem) throw badRequest(`unable to parse requirement: ${JSON.stringify(key)}: ${problem}`);
}

function fieldText(object: UntypedObject, field: string): string {
  const path = (FIELD_ALIASES[field] ?? field).split('.');
  const value = path.reduce<unknown>((parent, step) => ownField(parent, step), object);
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

function ownField(parent: unknown, step: string): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, step)) return undefined;
  return (parent as Record<string, unknown>)[step];
}
