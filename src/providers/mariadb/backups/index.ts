export { BACKUPS } from './driver.js';
export { SECRETS } from './secrets.js';
