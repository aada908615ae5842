import { aProvider } from '../../../test/builders/provider.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { SharedInformers } from '../../kube/informer/index.js';
import { resourceName, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import type { Provider } from '../../providers/contract/index.js';
import { imageTagOf, OperatorPresence } from './operator-presence.js';

const aDeployment = (...images: (string | undefined)[]): UntypedObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `operator-${images.join()}`, namespace: 'operators' },
  spec: { template: { spec: { containers: images.map((image) => ({ image })) } } },
});

describe('imageTagOf', () => {
  it.each([
    ['ghcr.io/x/operator:1.30.0', '1.30.0'],
    ['ghcr.io/x/operator:1.30.0@sha256:0123abcd', '1.30.0'],
    ['registry.example:5000/x/operator:1.30.0-rc.1', '1.30.0-rc.1'],
    ['operator:v1_2', 'v1_2'],
    ['registry.example:5000/x/operator', undefined],
    ['registry.example:5000/x/operator@sha256:0123abcd', undefined],
    ['ghcr.io/x/operator@sha256:0123abcd', undefined],
    ['operator', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (image, expected) => {
    expect(imageTagOf(aDeployment(image))).toBe(expected);
  });

  it('takes the first container that has one', () => {
    expect(imageTagOf(aDeployment('proxy@sha256:0123', 'operator:1.2'))).toBe('1.2');
  });

  it.each([{}, { spec: {} }, { spec: { template: {} } }, { spec: { template: { spec: {} } } }])(
    'finds none in a Deployment that says nothing: %j',
    (shape) => {
      expect(imageTagOf({ ...aDeployment(), spec: undefined, ...shape })).toBeUndefined();
    },
  );
});

describe('OperatorPresence', () => {
  const provider = aProvider({ operator: { requiredCrds: ['widgets.example.org', 'gadgets.example.org'] } });
  let served: string[];
  let deployments: InMemoryInformer<UntypedObject>;
  let selectors: (string | undefined)[];

  const presenceOf = (...providers: Provider[]): OperatorPresence => {
    const informers = {
      serves: (type: ResourceType) => served.includes(resourceName(type)),
      ensure: ({ labelSelector }: { labelSelector?: string }) => {
        selectors.push(labelSelector);
        return deployments.asInformer;
      },
    };
    return new OperatorPresence(informers as unknown as SharedInformers, providers);
  };

  beforeEach(() => {
    served = ['widgets.example.org', 'gadgets.example.org'];
    deployments = new InMemoryInformer<UntypedObject>();
    selectors = [];
  });

  it('is there when every kind that it must bring is served', () => {
    expect(presenceOf(provider).statusOf(provider)).toEqual({ name: 'widget-operator', installed: true });
  });

  it('is not there while one is missing', () => {
    served.pop();
    expect(presenceOf(provider).statusOf(provider).installed).toBe(false);
  });

  it('has the version of its Deployment, found by label in any namespace', () => {
    deployments.put(aDeployment('operator@sha256:0123'), aDeployment('operator:1.30.0'));
    expect(presenceOf(provider).statusOf(provider).version).toBe('1.30.0');
    expect(selectors).toEqual(['app=widget-operator']);
  });

  it('knows nothing of the Deployments of an engine that it was not told of', () => {
    const presence = presenceOf(provider);
    expect(presence.deploymentsOf('postgresql')).toBeDefined();
    expect(presence.deploymentsOf('oracle')).toBeUndefined();
  });
});
