import type { KubeObject } from '../../../../kube/meta/index.js';
import type { ImageCatalogReference, NameReference, ServiceTemplate } from '../cluster.js';
import type { ResourceRequirements } from '../../mechanics/workloads.js';

export interface PoolerSpec {
  cluster: NameReference;
  type?: 'rw' | 'ro' | 'r';
  instances?: number;
  pgbouncer?: {
    poolMode?: 'session' | 'transaction';
    parameters?: Record<string, string>;
    pg_hba?: string[];
    paused?: boolean;
    image?: string;
    imageCatalogRef?: Omit<ImageCatalogReference, 'major'> & { key: string };
  };
  template?: {
    metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
    spec?: {
      containers?: { name: string; image?: string; resources?: ResourceRequirements }[];
      [field: string]: unknown;
    };
  };
  serviceTemplate?: ServiceTemplate;
  deploymentStrategy?: Record<string, unknown>;
}

export interface PoolerStatus {
  phase?: 'active' | 'paused' | 'inactive' | 'failed';
  phaseReason?: string;
  error?: string;
  image?: string;
  instances?: number;
}

export interface Pooler extends KubeObject {
  spec: PoolerSpec;
  status?: PoolerStatus;
}
