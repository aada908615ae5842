export { productPermissions, type ProductPermissions } from './product-permissions.js';
export { rbacFile } from './rbac-file.js';
export { userRolesFile } from './user-roles-file.js';
export { SERVICE_ACCOUNT, SERVICE_ACCOUNT_USER } from './service-account.js';
