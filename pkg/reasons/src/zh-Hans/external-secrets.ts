import { texts } from '../text.ts';

export const externalSecrets = texts('external-secrets', {
  Created: ['已根据提供方的内容创建 Secret。', '新的 ExternalSecret'],
  Updated: ['Secret 已更新；仅在启动时读取它的 Pod 不会感知。', '提供方的值发生变化'],
  Deleted: ['Secret 已删除，因为提供方不再拥有它或已由另一个取代。', 'deletionPolicy 为 Delete', '更改了目标名称'],
  UpdateFailed: ['无法更新 Secret，原有内容（如有）保持不变。', '提供方拒绝或不可达', '提供方没有该键', '模板错误'],
  MissingProviderSecret: ['提供方不再拥有该密钥。', '在提供方被删除或改名'],
  Valid: ['可以使用凭据访问存储的提供方。', '新建或检查过的存储'],
  InvalidProviderConfig: ['使用此配置无法访问存储的提供方。', '凭据错误或过期', 'Secret 或服务账号不存在'],
  ValidationUnknown: ['无法确定存储的提供方是否可用。', '提供方不可达，或不支持检查'],
  StoreUnmaintained: ['此类提供方目前无人维护。', '提供方没有维护者'],
  StoreDeprecated: ['此类提供方将在下一个主版本停用。', '提供方即将被移除'],
  Synced: ['Secret 已写入提供方。', '新建或修改的 PushSecret'],
  Errored: ['无法将 Secret 写入提供方。', '提供方权限不足', 'Secret 或存储不存在'],
  SourceDeleted: ['被推送的 Secret 已不存在，正在清理写入提供方的内容。', '有人删除了该 Secret'],
});
