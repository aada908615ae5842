import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { ServiceAddresses } from './service-addresses.js';
import type { NameRule } from './validate-metadata.js';

/** What the rules of a kind may look at besides the object. */
export interface StrategyWorld {
  readonly reader: ObjectReader;
  readonly now: () => Date;
  readonly addresses: ServiceAddresses;
}

/** What a built-in kind does beyond the rules for all kinds. Objects that come in are never changed in place. */
export interface KindStrategy {
  readonly nameRule?: NameRule;
  /** An update that does not say which state it was made to is refused, as it is for all custom resources. */
  readonly requiresResourceVersion?: boolean;
  /** Fills in what the server decides for a new object. */
  readonly prepareCreate?: (object: UntypedObject, world: StrategyWorld) => UntypedObject;
  /** The same for a change; status and metadata are settled already. */
  readonly prepareUpdate?: (next: UntypedObject, live: UntypedObject, world: StrategyWorld) => UntypedObject;
  /** `live` is undefined for a new object. */
  readonly validate?: (
    object: UntypedObject,
    live: UntypedObject | undefined,
    world: StrategyWorld,
  ) => readonly FieldError[];
  /** A reason, when admission says no to a change that is valid as such. */
  readonly refuseUpdate?: (next: UntypedObject, live: UntypedObject, world: StrategyWorld) => string | undefined;
  /** A reason, when the object can never be deleted. */
  readonly refuseDelete?: (live: UntypedObject) => string | undefined;
  /** What else the mark of deletion changes. */
  readonly markDeleted?: (object: UntypedObject) => UntypedObject;
  /** True while something other than `metadata.finalizers` keeps a terminating object. */
  readonly isHeld?: (object: UntypedObject) => boolean;
}
