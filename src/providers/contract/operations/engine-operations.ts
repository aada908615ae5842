import type { OperationHandler, OperationSubject, Undo } from '../operation.js';
import type { EngineParts } from '../provider.js';
import type { EngineView, PhaseVerdict } from '../status/index.js';
import { Baseline, recordObjects } from './baseline.js';
import { operationsFor, type OperationDefinition } from './define-operation.js';
import { reportProgress, undoneWhenWhole } from './report.js';
import type { EngineSituation } from './situation.js';

/** How an engine looks at a database, and what an operation must know of it. */
export interface OperationsLook<V extends EngineView> {
  readonly viewOf: (...subject: Parameters<EngineParts['status']>) => V;
  readonly derivePhase: (view: V) => PhaseVerdict;
  /** What to remember beside pods and claims: at least who the members are, as `member/<name>` and their role. */
  readonly baselineOf: (view: V) => Readonly<Record<string, string>>;
  /** Takes out of the view what was there before and is no business of the operation. */
  readonly passOver?: (view: V, baseline: Baseline) => V;
  /** What has failed for good since the operation began: waiting longer would not help. */
  readonly failureOf: (situation: EngineSituation<V>) => string | undefined;
  /** Where more names may become members than are there, or were. */
  readonly isMember?: (situation: EngineSituation<V>, name: string) => boolean;
  /** As people call the operator's object: "Cluster". */
  readonly upstreamKind: string;
}

export type DefineOperation<V extends EngineView> = (
  definition: OperationDefinition<EngineSituation<V>>,
) => OperationHandler;

/** The one way in which an engine defines its operations. */
export function engineOperations<V extends EngineView>(look: OperationsLook<V>): DefineOperation<V> {
  const { isMember = isOrWasMember, failureOf } = look;
  return operationsFor<EngineSituation<V>>({
    situationOf: (subject) => situationOf(look, subject),
    report: (situation, steps, finding) =>
      reportProgress(steps, finding, {
        failure: failureOf(situation),
        whyNotWhole: situation.whyNotWhole,
        isMember: (name) => isMember(situation, name),
      }),
    nothingThere: `The operator's ${look.upstreamKind} is not there.`,
  });
}

/** Undefined while the upstream is not there. */
export function situationOf<V extends EngineView>(
  { viewOf, derivePhase, baselineOf, passOver }: OperationsLook<V>,
  subject: OperationSubject,
): EngineSituation<V> | undefined {
  const whole = viewOf(subject.cluster, subject.observed);
  if (!whole.upstream) return undefined;
  const recorded = subject.request.status?.baseline ?? { ...recordObjects(whole), ...baselineOf(whole) };
  const baseline = new Baseline(recorded);
  const view = passOver?.(whole, baseline) ?? whole;
  const { phase, message } = derivePhase(view);
  const upstream: NonNullable<V['upstream']> = whole.upstream;
  return {
    ...subject,
    view: { ...view, upstream },
    upstream,
    baseline,
    whyNotWhole: phase === 'Running' ? undefined : message,
  };
}

const isOrWasMember = ({ baseline, view }: Pick<EngineSituation, 'baseline' | 'view'>, name: string): boolean =>
  baseline.members.includes(name) || view.members.some((member) => member.name === name);

/** The operator finds back by itself once its objects are as before; `arrived` when they are. */
export const undoneByOperator = (
  { whyNotWhole }: Pick<EngineSituation, 'whyNotWhole'>,
  found: Parameters<typeof undoneWhenWhole>[1],
): Undo => undoneWhenWhole(whyNotWhole, found);
