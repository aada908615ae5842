import type { UntypedObject } from '../../kube/meta/index.js';
import type { ResourceRequirements } from '../contract/objects/index.js';
import type { Component } from './component.js';

interface Container {
  readonly name: string;
  readonly image?: string;
  readonly resources?: Partial<ResourceRequirements>;
}

/** The container that runs the engine or the proxy, as Kubernetes was told to run it. */
function containerOf({ container }: Pick<Component, 'container'>, { spec }: UntypedObject): Container | undefined {
  const containers = (spec?.containers ?? []) as readonly Container[];
  return containers.find(({ name }) => name === container);
}

export const imageOf = (component: Pick<Component, 'container'>, pod: UntypedObject): string | undefined =>
  containerOf(component, pod)?.image;

export const resourcesOf = (
  component: Pick<Component, 'container'>,
  pod: UntypedObject,
): Partial<ResourceRequirements> => containerOf(component, pod)?.resources ?? {};

/** By which Percona tells the version of what is in an image: "8.0.19-7". */
export function tagOf(image: string | undefined): string | undefined {
  const [reference = ''] = (image ?? '').split('@');
  return reference.slice(reference.lastIndexOf('/') + 1).split(':')[1];
}
