export { present, PRESENTED_METADATA } from '../../services/reading/present.js';
