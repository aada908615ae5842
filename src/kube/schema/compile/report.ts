import type { FieldError, FieldPath } from '../field-error.js';

export type Problem = Omit<FieldError, 'path'>;

/** An error, and the node that raised it: a missing field is blamed on its own path but belongs to its parent. */
export interface Finding {
  readonly error: FieldError;
  readonly origin: FieldPath;
}

/** Collects what is wrong during one walk, and knows where the walk stands. */
export class Report {
  findings: Finding[] = [];
  private readonly path: (string | number)[];

  constructor(start: FieldPath = []) {
    this.path = [...start];
  }

  /** Blames the current node, or a field `below` it. */
  fail(problem: Problem, below: FieldPath = []): void {
    this.findings.push({ error: { path: this.pathTo(below), ...problem }, origin: [...this.path] });
  }

  failAt(step: string | number, problem: Problem): void {
    this.fail(problem, [step]);
  }

  pathTo(below: FieldPath): FieldPath {
    return [...this.path, ...below];
  }

  enter(step: string | number): void {
    this.path.push(step);
  }

  leave(): void {
    this.path.pop();
  }

  /** A report that stands at the same place, for trying a branch that may fail. */
  fork(): Report {
    return new Report(this.path);
  }

  adopt(findings: readonly Finding[]): void {
    this.findings.push(...findings);
  }
}
