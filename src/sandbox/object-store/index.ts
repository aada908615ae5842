export { offerStorage } from './offer-storage.js';
export { startSandboxStore, type SandboxStore } from './sandbox-store.js';
