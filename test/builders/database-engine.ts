import { apiVersionOf } from '../../src/kube/meta/index.js';
import {
  DATABASE_ENGINE,
  type DatabaseEngine,
  type DatabaseEngineSpec,
  type EngineVersion,
} from '../../src/resources/database-engine/index.js';

export const imageOf = (version: string): string => `registry.example/postgresql:${version}-system`;

export function aVersion(version: string, changes: Partial<EngineVersion> = {}): EngineVersion {
  return { version, image: imageOf(version), status: 'Available', ...changes };
}

/** A catalogue of 15 to 18, in which 17.6 is recommended, with the changes under test. */
export function aDatabaseEngine(spec: Partial<DatabaseEngineSpec> = {}): DatabaseEngine {
  return {
    apiVersion: apiVersionOf(DATABASE_ENGINE),
    kind: DATABASE_ENGINE.kind,
    metadata: { name: 'postgresql' },
    spec: {
      displayName: 'PostgreSQL',
      defaultVersion: '17.6',
      sizes: { recommended: 3, minimum: 1 },
      versions: [
        aVersion('18.4'),
        aVersion('17.7', { upgradesTo: ['18.4'] }),
        aVersion('17.6', { status: 'Recommended', upgradesTo: ['17.7', '18.4'] }),
        aVersion('17.5', { upgradesTo: ['17.6', '17.7', '18.4'] }),
        aVersion('16.11', { upgradesTo: ['17.6', '17.7', '18.4'] }),
        aVersion('15.15', { status: 'Deprecated', upgradesTo: ['16.11', '17.6'] }),
      ],
      allowUnlistedParameters: true,
      ...spec,
    },
  };
}
