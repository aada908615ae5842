import { resolveVersion } from '../../../domain/version.js';
import type { ComputeResources, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { changedSettings, settingsBefore } from './changed-settings.js';
import type { OperationSituation } from './define-operation.js';
import { ROLLING } from './limits.js';
import type { Finding, Step } from './report.js';
import { isNewPod, podOf, type EngineSituation } from './situation.js';
import { memberStep } from './rolling.js';

/** What operations that change the specification have in common: the core writes the fields, the judge looks. */

/** Once it has begun, the exact version is in the specification: the catalogue's recommendation may move on. */
export function targetVersionOf({ request, cluster, engine }: OperationSituation): string {
  const requested = request.spec.upgrade?.version ?? cluster.spec.version ?? '';
  const applied = request.status?.applied?.find(({ path }) => path === '/spec/version')?.value;
  const version = typeof applied === 'string' ? applied : requested;
  return resolveVersion({ requested: version, engine })?.version ?? version;
}

/** As it shall be, before and after the specification says so. */
export const asExposed = ({ cluster, request }: OperationSituation): DatabaseCluster => ({
  ...cluster,
  spec: { ...cluster.spec, expose: request.spec.expose },
});

/** "2 CPU and 4Gi of memory". */
export const sayResources = ({ cpu, memory }: ComputeResources = {}): string =>
  [cpu && `${cpu} CPU`, memory && `${memory} of memory`].filter(Boolean).join(' and ');

export const judgeResources = (
  { cluster, whyNotWhole }: Pick<EngineSituation, 'cluster' | 'whyNotWhole'>,
  isAskedFor: boolean,
  who = 'member',
): Finding => ({
  reached: `Every ${who} has ${sayResources(cluster.spec.resources)}.`,
  waitsFor: isAskedFor ? whyNotWhole : 'Waits for the operator to be asked for the new resources.',
  settleSeconds: 5,
});

/** Reconfiguring: a member that crashes with new settings is known within minutes. */
export const RECONFIGURING = { ...ROLLING, stallSeconds: 600, baseline: settingsBefore } as const;

export const applySettings = (isAskedFor: boolean): Step =>
  isAskedFor
    ? { name: 'ApplySettings', state: 'Done', message: 'The operator has the new settings.' }
    : { name: 'ApplySettings', state: 'Pending' };

/** A setting that could be changed while members run has needed no restart, whatever the catalogue says. */
export function restartForSettings(situation: EngineSituation, member: string, isAskedFor: boolean): Step {
  const turn = { name: 'RestartMember', member, place: 'with the new settings' };
  const step = memberStep(situation, turn, (pod) => isNewPod(situation, pod));
  const isSettled = isAskedFor && situation.whyNotWhole === undefined && podOf(situation, member) !== undefined;
  return step.state === 'Pending' && isSettled
    ? { ...step, state: 'Skipped', message: `Member ${member} keeps its pod.` }
    : step;
}

export function judgeSettings(situation: EngineSituation, isAskedFor: boolean): Finding {
  const names = changedSettings(situation).map(({ name }) => name);
  return {
    reached: names.length > 0 ? `In force: ${names.join(', ')}.` : 'Every setting had the value already.',
    waitsFor: isAskedFor ? situation.whyNotWhole : 'Waits for the operator to be asked for the new settings.',
    settleSeconds: 5,
  };
}

/** Names of the settings that the catalogue does not list, joined; undefined when it knows them all. */
export function unlistedSettings(situation: OperationSituation): string | undefined {
  const unlisted = changedSettings(situation).filter(({ listed }) => !listed);
  return unlisted.length > 0 ? unlisted.map(({ name }) => name).join(', ') : undefined;
}

/** `isAskedFor`: the operator's object names the version. */
export const judgeUpgrade = (
  situation: EngineSituation,
  isAskedFor: boolean,
  more: Pick<Finding, 'actions' | 'result'> = {},
): Finding => {
  const version = targetVersionOf(situation);
  return {
    reached: `Every member runs ${version}.`,
    waitsFor: isAskedFor ? situation.whyNotWhole : `Waits for the operator to be asked for version ${version}.`,
    settleSeconds: 10,
    ...more,
    result: { version, ...more.result },
  };
};

/** Volumes that grow, each in a step of its own; `first`: what must be so before any can. */
export function judgeGrowth(steps: readonly Step[], first: string | undefined, hint = ''): Finding {
  const pending = steps.find(({ state }) => state !== 'Done');
  const sayWait = ({ target, message }: Step): string =>
    message ?? `Volume claim ${target} has not been asked to grow yet${hint}.`;
  return {
    reached: `${steps.length} of ${steps.length} volumes have grown.`,
    waitsFor: first ?? (pending && sayWait(pending)),
    settleSeconds: 5,
  };
}
