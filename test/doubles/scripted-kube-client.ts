import {
  KubeClient,
  type ApplyOptions,
  type DeleteOptions,
  type ListOptions,
  type PatchOptions,
  type PatchType,
  type WatchEvent,
  type WriteOptions,
} from '../../src/kube/client/index.js';
import { keyOf, type KubeList, type KubeObject, type ObjectKey, type ResourceType } from '../../src/kube/meta/index.js';

export type KubeVerb =
  'get' | 'list' | 'create' | 'update' | 'patch' | 'apply' | 'delete' | 'watch' | 'review' | 'getPath';

export interface KubeCall {
  readonly verb: KubeVerb;
  /** Plural of the kind, or the path. */
  readonly what: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly options?: PatchOptions & DeleteOptions & ApplyOptions;
}

type Answer = (call: KubeCall) => unknown;

/** Answers as it is told and keeps what it was asked; a question that nobody foresaw is the test's failure. */
export class ScriptedKubeClient extends KubeClient {
  readonly calls: KubeCall[] = [];

  constructor(private readonly answers: Partial<Record<KubeVerb, Answer>> = {}) {
    super();
  }

  /** What was asked in order, as `verb plural key`. */
  get asked(): string[] {
    return this.calls.map(({ verb, what, key }) => [verb, what, key].filter(Boolean).join(' '));
  }

  get<T extends KubeObject>(type: ResourceType, key: ObjectKey): Promise<T> {
    return this.answer({ verb: 'get', what: type.plural, key: keyOf(key) });
  }

  list<T extends KubeObject>(type: ResourceType, options?: ListOptions): Promise<KubeList<T>> {
    return this.answer({ verb: 'list', what: type.plural, body: options });
  }

  create<T extends KubeObject>(type: ResourceType, object: T, options?: WriteOptions): Promise<T> {
    return this.write('create', type, { key: keyOf(object), body: object, options });
  }

  update<T extends KubeObject>(type: ResourceType, object: T, options?: WriteOptions): Promise<T> {
    return this.write('update', type, { key: keyOf(object), body: object, options });
  }

  patch<T extends KubeObject>(
    type: ResourceType,
    key: ObjectKey,
    { body }: { type: PatchType; body: unknown },
    options?: PatchOptions,
  ): Promise<T> {
    return this.write('patch', type, { key: keyOf(key), body, options });
  }

  apply<T extends KubeObject>(type: ResourceType, object: T, options: ApplyOptions): Promise<T> {
    return this.write('apply', type, { key: keyOf(object), body: object, options });
  }

  delete(type: ResourceType, key: ObjectKey, options?: DeleteOptions): Promise<void> {
    return this.write('delete', type, { key: keyOf(key), options });
  }

  watch<T extends KubeObject>(): AsyncIterable<WatchEvent<T>> {
    throw new Error('a scripted client streams nothing');
  }

  review<T extends KubeObject>(type: ResourceType, object: T): Promise<T> {
    return this.answer({ verb: 'review', what: type.plural, body: object });
  }

  getPath<T>(path: string): Promise<T> {
    return this.answer({ verb: 'getPath', what: path });
  }

  private write<T>(
    verb: KubeVerb,
    { plural }: ResourceType,
    { options, ...rest }: { key: string; body?: unknown; options?: object },
  ): Promise<T> {
    return this.answer({ verb, what: plural, ...rest, options: options as KubeCall['options'] });
  }

  private async answer<T>(call: KubeCall): Promise<T> {
    this.calls.push(call);
    const answer = this.answers[call.verb];
    if (!answer) throw new Error(`unforeseen: ${this.asked.at(-1)}`);
    return (await answer(call)) as T;
  }
}
