import type { UntypedObject } from '../../../kube/meta/index.js';
import { storageKeyOf } from '../registry/served-resource.js';
import { matchesLabelSelector } from '../selection/label-selector.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, ServedKinds } from './admission-attributes.js';
import type { AdmissionPolicy, AdmissionPolicyBinding, ParamRef } from './configuration-types.js';

/** The parameters to judge by, one after another; or why they are not to be had. */
export type PolicyParams = readonly (UntypedObject | null)[] | { readonly failure: string };

const WITHOUT_PARAMS = [null];

interface Sources {
  readonly reader: ObjectReader;
  readonly kinds: ServedKinds;
}

/** Looks up what a binding refers to. A policy without parameters is judged once, with null. */
export function resolveParams(
  policy: AdmissionPolicy,
  binding: AdmissionPolicyBinding,
  attributes: AdmissionAttributes,
  { reader, kinds }: Sources,
): PolicyParams {
  const { paramKind } = policy.spec;
  const { paramRef } = binding.spec;
  if (!paramKind || !paramRef) return WITHOUT_PARAMS;
  const resource = kinds.findByKind(groupOf(paramKind.apiVersion), paramKind.kind);
  if (!resource) return { failure: `no kind "${paramKind.kind}" is served in ${paramKind.apiVersion}` };
  const namespace = resource.namespaced ? (paramRef.namespace ?? attributes.namespace) : undefined;
  if (resource.namespaced && namespace === undefined)
    return { failure: 'parameters with a namespace cannot be found for a write at cluster scope' };
  const found = findParams(paramRef, { storageKey: storageKeyOf(resource), namespace, reader });
  if (found.length > 0 || paramRef.parameterNotFoundAction === 'Allow') return found;
  return { failure: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
}

function findParams(
  { name, selector }: ParamRef,
  { storageKey, namespace, reader }: { storageKey: string; namespace: string | undefined; reader: ObjectReader },
): readonly UntypedObject[] {
  if (name === undefined)
    return [...reader.list(storageKey, namespace)].filter(({ metadata }) =>
      matchesLabelSelector(selector, metadata.labels),
    );
  const param = reader.get(storageKey, namespace, name);
  return param ? [param] : [];
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/', 1)[0]! : '');
