import { hasPermission } from '@grafana/runtime';
import { type Owner } from './savedFilter';

/** Whether the reader may save and delete what belongs to this owner. */
export const mayChange = (owner: Owner): boolean => owner === 'me' || hasPermission('plugins:write');
