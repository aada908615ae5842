import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';

/** A kind of no product, for tests of what is generic. */
export const WIDGET: ResourceType = {
  group: 'example.org',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};

export interface Widget extends KubeObject {
  spec: { size: number; colour?: string };
  status?: { phase?: string; observedGeneration?: number };
}

export const aWidget = (name: string, spec: Widget['spec'] = { size: 1 }, namespace = 'default'): Widget => ({
  apiVersion: 'example.org/v1',
  kind: 'Widget',
  metadata: { name, namespace },
  spec,
});

export const WIDGET_DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: { size: { type: 'integer', minimum: 1 }, colour: { type: 'string' } },
              },
              status: {
                type: 'object',
                properties: { phase: { type: 'string' }, observedGeneration: { type: 'integer' } },
              },
            },
          },
        },
      },
    ],
  },
};
