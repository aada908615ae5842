import { takesBackups } from '../../../src/providers/contract/index.js';
import type { EngineUnderTest } from '../engines/engine-under-test.js';
import type { DifferenceName } from './differences.js';

export interface Differing {
  /** By which differences the doors part in it; where there are none they say the same. */
  readonly differs?: readonly DifferenceName[] | ((engine: EngineUnderTest) => readonly DifferenceName[]);
}

export interface NewClusterScenario extends Differing {
  readonly does: string;
  readonly name: string;
  /** What is asked for, right or wrong; an engine may take what another refuses. */
  readonly spec: (engine: EngineUnderTest) => object;
}

const withSpec =
  (changes: object) =>
  (engine: EngineUnderTest): object =>
    engine.smallest(changes);

/** What an engine has not it refuses, whatever is there. */
function waitsWhereThereAreBackups({ provider }: EngineUnderTest): readonly DifferenceName[] {
  return takesBackups(provider.backups) ? ['waitsForReferences'] : [];
}

const PARAMETER = { name: 'no_such_parameter', value: '1' };

/** A database is asked for that may not be had. */
export const NEW_CLUSTERS: readonly NewClusterScenario[] = [
  {
    does: 'several mistakes that its schema knows',
    name: 'several',
    spec: withSpec({ clusterSize: 0, storage: { size: 'much' }, deletionPolicy: 'Shred' }),
    differs: ['typedInputs', 'schemaFirst'],
  },
  {
    does: 'mistakes that the schema and the engine know',
    name: 'both',
    spec: withSpec({ clusterSize: 0, version: '0.1' }),
    differs: ['schemaFirst'],
  },
  {
    does: 'several mistakes that the engine knows',
    name: 'two',
    spec: withSpec({ version: '0.1', proxy: { type: 'nginx', size: 1 } }),
  },
  {
    does: 'fields that nobody knows',
    name: 'unknown',
    spec: withSpec({ colour: 'red', storage: { size: '1Gi', shape: 'round' } }),
    differs: ['typedInputs', 'strictDecoding'],
  },
  {
    does: 'values of another type',
    name: 'types',
    spec: withSpec({ clusterSize: 'three', config: 'x' }),
    differs: ['typedInputs'],
  },
  {
    does: 'nothing of what it needs',
    name: 'bare',
    spec: ({ name }) => ({ engine: name }),
    differs: ['typedInputs'],
  },
  { does: 'a version that is not offered', name: 'version', spec: withSpec({ version: '0.1' }) },
  { does: 'an even number of members', name: 'even', spec: withSpec({ clusterSize: 2 }) },
  { does: 'a single member', name: 'single', spec: withSpec({ clusterSize: 1 }) },
  { does: 'a parameter that nobody knows', name: 'parameter', spec: withSpec({ config: [PARAMETER] }) },
  {
    does: 'a parameter twice',
    name: 'twice',
    spec: (engine) => withSpec({ config: [engine.setting(), engine.setting()] })(engine),
  },
  { does: 'a name that is too long for any engine', name: 'a'.repeat(41), spec: withSpec({}) },
  { does: 'a name that is too long for some engine', name: 'a'.repeat(40), spec: withSpec({}) },
  { does: 'a name that is none', name: 'Bad_Name', spec: withSpec({}), differs: ['namesOfKubernetes'] },
  { does: 'an engine that nobody knows', name: 'engine', spec: withSpec({ engine: 'oracle' }) },
  { does: 'a proxy that nobody knows', name: 'proxy', spec: withSpec({ proxy: { type: 'nginx', size: 1 } }) },
  {
    does: 'a storage that is not there',
    name: 'nowhere',
    spec: withSpec({ backup: { storageRef: { name: 'nowhere' } } }),
    differs: waitsWhereThereAreBackups,
  },
  {
    does: 'a backup that is not there',
    name: 'reborn',
    spec: withSpec({ dataSource: { backupRef: { name: 'nowhere' } } }),
    differs: ['waitsForReferences'],
  },
  { does: 'no source of data', name: 'sources', spec: withSpec({ dataSource: {} }) },
  {
    does: 'monitoring that is not there',
    name: 'monitored',
    spec: withSpec({ monitoring: { configRef: { name: 'no' } } }),
  },
];

export interface PatchScenario extends Differing {
  readonly does: string;
  readonly spec: (engine: EngineUnderTest) => object;
  /** What puts it back where the door has let it in. */
  readonly undo?: (engine: EngineUnderTest) => object;
}

/** A database is changed that runs. */
export const PATCHES: readonly PatchScenario[] = [
  { does: 'another engine', spec: () => ({ engine: 'oracle' }) },
  { does: 'smaller volumes', spec: () => ({ storage: { size: '512Mi' } }) },
  { does: 'more CPU', spec: () => ({ resources: { cpu: '2' } }) },
  { does: 'no wish for resources any more', spec: () => ({ resources: null }) },
  { does: 'what it is already', spec: ({ catalogue }) => ({ clusterSize: catalogue.spec.sizes.recommended }) },
  { does: 'no storage any more', spec: () => ({ storage: null }) },
  {
    does: 'a field that nobody knows',
    spec: () => ({ colour: 'red' }),
    differs: ['typedInputs', 'strictDecoding'],
  },
  {
    does: 'a version that is not offered',
    spec: () => ({ version: '0.1' }),
    undo: (engine) => ({ version: engine.smallest().version }),
  },
  { does: 'a parameter that nobody knows', spec: () => ({ config: [PARAMETER] }), undo: () => ({ config: null }) },
];
