import { texts } from '../text.ts';

export const fluxSource = texts('source-controller', {
  NewArtifact: ['已获取并保存新版本。', '新的提交、标签或 Chart 版本'],
  ArtifactUpToDate: ['来源没有新内容。', '到达常规间隔'],
  GarbageCollectionSucceeded: ['已从控制器存储中清除旧版本。', '获取了新版本'],
  AuthenticationFailed: ['来源的凭据缺失或不可用。', 'Secret 不存在或键有误', '令牌或密钥已过期'],
  GitOperationFailed: ['无法拉取 Git 仓库。', '服务器不可达', '分支、标签或提交不存在', '凭据被拒绝'],
  OCIArtifactPullFailed: ['无法从仓库拉取制品。', '标签不存在', '仓库不可达或拒绝凭据'],
  OCIArtifactLayerOperationFailed: ['无法选取或解开制品的层。', '层选择器没有匹配项', '制品类型不同'],
  BucketOperationFailed: ['无法读取存储桶。', '存储桶不存在', '凭据被拒绝'],
  IndexationFailed: ['无法获取或解析 Helm 仓库的索引。', '地址错误或不可达', '索引损坏'],
  URLInvalid: ['来源地址无效。', '拼写错误，或协议与类型不符'],
  ArtifactVerificationFailed: ['保存的制品与获取时不一致，将重新获取。', '控制器的存储损坏或被更改'],
  VerificationError: ['无法验证来源的签名，因此不使用。', '未签名或由其他密钥签名', '缺少公钥 Secret'],
  NoSourceArtifact: ['来源尚无内容，Chart 正在等待。', '来源未就绪'],
  ArchiveOperationFailed: ['无法为其他控制器打包内容。', '控制器磁盘已满'],
  StatOperationFailed: ['找不到来源中的目录或文件。', '来源中不存在该路径'],
  Succeeded: ['来源在失败后恢复，没有新内容。', '之前的故障已修复'],
  Failed: ['无法获取或保存来源，消息中引用了错误。', '服务器不可达', '定义无效'],
  InvalidPath: ['定义中的路径不在来源内。', '拼写错误'],
});
