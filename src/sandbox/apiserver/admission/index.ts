export type * from './admission-attributes.js';
export { AdmissionChain } from './admission-chain.js';
export { AdmissionDenied } from './admission-denied.js';
export { validateAdmissionConfiguration } from './validate-configuration.js';
