import type { FieldError, FieldPath } from '../../kube/schema/index.js';
import type { ConfigParameter } from '../../resources/database-cluster/index.js';
import type { EngineParameter } from '../../resources/database-engine/index.js';
import { isInLine, resolveVersion } from '../version.js';
import { runningVersion, type ClusterRule } from './cluster-rule.js';
import { invalid, notSupported } from './field-errors.js';
import { judgeParameterValue } from './parameter-value.js';

interface ParameterList {
  readonly path: FieldPath;
  readonly known: readonly EngineParameter[];
  readonly allowUnlisted: boolean;
  /** Exact version whose parameters these are; undefined where versions make no difference. */
  readonly version?: string;
}

/** Every parameter of the engine is one that the catalogue knows, in the version that will run, with a value it accepts. */
export const checkConfig: ClusterRule = (cluster, context) => {
  const { engine } = context;
  const running = runningVersion(cluster, context);
  return checkParameters(cluster.spec.config ?? [], {
    path: ['spec', 'config'],
    known: engine.spec.parameters ?? [],
    allowUnlisted: engine.spec.allowUnlistedParameters ?? false,
    version: resolveVersion({ requested: cluster.spec.version, engine, running })?.version,
  });
};

export const checkProxyConfig: ClusterRule = ({ spec }, { engine }) => {
  const listed = engine.spec.proxies?.find(({ type }) => type === spec.proxy?.type)?.parameters;
  return checkParameters(spec.proxy?.config ?? [], {
    path: ['spec', 'proxy', 'config'],
    known: listed ?? [],
    // A catalogue that describes no parameters of the proxy leaves the judgement to the engine's own rules.
    allowUnlisted: listed === undefined,
  });
};

function checkParameters(parameters: readonly ConfigParameter[], list: ParameterList): FieldError[] {
  return parameters.flatMap((parameter, index) => checkParameter(parameter, [...list.path, index], list));
}

function checkParameter({ name, value }: ConfigParameter, path: FieldPath, list: ParameterList): FieldError[] {
  const known = list.known.find((parameter) => parameter.name === name);
  if (!known) return list.allowUnlisted ? [] : [unknownParameter(name, path, list)];
  const lines = known.lines;
  const { version } = list;
  if (version !== undefined && lines && !lines.some((line) => isInLine(version, line))) {
    const detail = `version ${version} does not know this parameter; it belongs to ${lines.join(', ')}`;
    return [notSupported([...path, 'name'], detail, { badValue: name })];
  }
  const problem = judgeParameterValue(known, value);
  return problem ? [invalid([...path, 'value'], problem.detail, { badValue: value, allowed: problem.allowed })] : [];
}

function unknownParameter(name: string, path: FieldPath, { known }: ParameterList): FieldError {
  const allowed = known.map((parameter) => parameter.name).sort();
  return notSupported([...path, 'name'], 'the catalogue does not offer this parameter', { badValue: name, allowed });
}
