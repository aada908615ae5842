import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, MutationResult, ValidationResult } from './admission-attributes.js';

/** The webhooks and policies that stand between a write and its commit. */
export class AdmissionChain {
  constructor(private readonly reader: ObjectReader) {}

  /** False when no mutating webhook wants this write: then there is nothing to wait for. */
  needsMutation(_attributes: AdmissionAttributes): boolean {
    throw new Error(`in the making: ${typeof this.reader}`);
  }

  /** False when neither a policy nor a validating webhook wants this write. */
  needsValidation(_attributes: AdmissionAttributes): boolean {
    throw new Error('in the making');
  }

  /** @throws AdmissionDenied */
  async mutate(_attributes: AdmissionAttributes): Promise<MutationResult> {
    throw new Error('in the making');
  }

  /** Policies first, then webhooks. @throws AdmissionDenied */
  async validate(_attributes: AdmissionAttributes): Promise<ValidationResult> {
    throw new Error('in the making');
  }

  /** Closes kept connections to webhooks. */
  async close(): Promise<void> {
    throw new Error('in the making');
  }
}
