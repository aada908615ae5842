import type { Condition, NewCondition, UntypedObject } from '../../../../kube/meta/index.js';
import { mergeConditions } from '../../../../kube/meta/index.js';
import { validateDefinition } from '../../registry/validate-definition.js';
import type { CustomResourceDefinition, DefinitionNames } from '../../registry/custom-resource-definition.js';
import { DEFINITIONS_KEY } from '../../registry/resource-registry.js';
import type { KindStrategy, StrategyWorld } from '../kind-strategy.js';
import { toTimestamp } from '../timestamps.js';

export const DEFINITION_CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** A definition is judged when it is written, and serves its kind from that write on. */
export const definitionStrategy: KindStrategy = {
  requiresResourceVersion: true,
  prepareCreate: (object, world) => {
    const named = withDefaultNames(object);
    const { metadata } = named;
    const finalizers = [...new Set([...(metadata.finalizers ?? []), DEFINITION_CLEANUP_FINALIZER])];
    return withStatus({ ...named, metadata: { ...metadata, finalizers } }, world);
  },
  prepareUpdate: (next, _live, world) => withStatus(withDefaultNames(next), world),
  validate: (object, live) => validateDefinition(object, live),
  markDeleted: (object) => {
    const { status } = object as unknown as CustomResourceDefinition;
    const terminating: NewCondition = {
      type: 'Terminating',
      status: 'True',
      reason: 'InstanceDeletionPending',
      message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    };
    const now = object.metadata.deletionTimestamp ?? '';
    return {
      ...object,
      status: { ...status, conditions: mergeConditions(status?.conditions ?? [], [terminating], now) },
    };
  },
};

function withDefaultNames(object: UntypedObject): UntypedObject {
  const { spec } = object as unknown as Partial<CustomResourceDefinition>;
  if (typeof spec?.names?.kind !== 'string') return object;
  const { kind, singular, listKind } = spec.names;
  const names = { ...spec.names, singular: singular || kind.toLowerCase(), listKind: listKind || `${kind}List` };
  const conversion = spec.conversion ?? { strategy: 'None' };
  return { ...object, spec: { ...object.spec, names, conversion } };
}

/** What the naming and the establishing controllers of a real server come to a moment later. */
export function withStatus(object: UntypedObject, world: StrategyWorld): UntypedObject {
  const definition = object as unknown as CustomResourceDefinition;
  if (!Array.isArray(definition.spec?.versions) || typeof definition.spec.names?.plural !== 'string') return object;
  const clash = clashingName(definition, world);
  const status = definition.status ?? {};
  const conditions = nextConditions(status.conditions ?? [], clash, toTimestamp(world.now()));
  return {
    ...object,
    status: {
      ...status,
      acceptedNames: clash === undefined ? definition.spec.names : (status.acceptedNames ?? {}),
      storedVersions: storedVersions(definition),
      conditions,
    },
  };
}

function storedVersions({ spec, status }: CustomResourceDefinition): string[] {
  const current = spec.versions.filter(({ storage }) => storage).map(({ name }) => name);
  return [...new Set([...(status?.storedVersions ?? []), ...current])];
}

function nextConditions(current: readonly Condition[], clash: string | undefined, now: string): readonly Condition[] {
  if (clash === undefined) {
    const accepted: NewCondition[] = [
      { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ];
    return mergeConditions(current, accepted, now);
  }
  const names: NewCondition = { type: 'NamesAccepted', status: 'False', reason: 'NamesConflict', message: clash };
  const established = current.some(({ type }) => type === 'Established');
  const notAccepted: NewCondition = {
    type: 'Established',
    status: 'False',
    reason: 'NotAccepted',
    message: 'not all names are accepted',
  };
  // Once established it stays so: objects of the kind exist already.
  return mergeConditions(current, established ? [names] : [names, notAccepted], now);
}

/** Names and kinds of a group belong to one definition: the first. */
function clashingName(definition: CustomResourceDefinition, { reader }: StrategyWorld): string | undefined {
  const wanted = allNames(definition.spec.names);
  for (const object of reader.list(DEFINITIONS_KEY)) {
    const other = object as unknown as CustomResourceDefinition;
    if (other.metadata.name === definition.metadata.name || other.spec.group !== definition.spec.group) continue;
    const taken = allNames({ plural: '', kind: '', ...other.status?.acceptedNames });
    const clash = wanted.find((name) => name !== '' && taken.includes(name));
    if (clash !== undefined) return `"${clash}" is already in use by ${other.metadata.name}`;
  }
  return undefined;
}

function allNames({ plural, singular = '', shortNames = [], kind, listKind = '' }: DefinitionNames): string[] {
  return [plural, singular, ...shortNames, kind, listKind];
}
