import { apiVersionOf, type KubeObject } from '../../../../kube/meta/index.js';
import { CONFIG_MAP } from '../../mechanics/kinds.js';
import type { ConfigurationWish } from '../component.js';
import { childMetadata } from './metadata.js';

export interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

export const buildConfigMap = (app: string, cluster: KubeObject, wish: ConfigurationWish): ConfigMap => ({
  apiVersion: apiVersionOf(CONFIG_MAP),
  kind: CONFIG_MAP.kind,
  metadata: childMetadata(cluster, { app, name: wish.name }),
  data: { [wish.key]: wish.text },
});
