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

const VERSION = /^\d+(\.[0-9A-Za-z-]+)*$/;

/** The version of what is in an image, by its tag: "8.0.19-7". Undefined of one that somebody tags otherwise. */
export function versionInTag(image: string | undefined): string | undefined {
  const [reference = ''] = (image ?? '').split('@');
  const tag = reference.slice(reference.lastIndexOf('/') + 1).split(':')[1];
  return tag !== undefined && VERSION.test(tag) ? tag : undefined;
}
