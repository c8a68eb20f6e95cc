import { texts } from '../text.ts';

export const certManagerIssuers = texts('cert-manager', {
  ErrInitIssuer: ['无法初始化签发者。', '缺少 Secret', '无法访问签发者的服务器'],
  ErrRegisterACMEAccount: ['无法在 ACME 服务器注册账户。', '无法访问服务器', '外部账户凭据缺失或错误'],
  ErrUpdateACMEAccount: ['无法更新 ACME 服务器上的账户。', '邮箱地址被拒绝', '无法访问服务器'],
  InvalidURL: ['无法使用 ACME 服务器地址。', '拼写错误', '改成了另一类服务器'],
  ErrGetKeyPair: [
    '无法从 Secret 读取 CA 密钥对。',
    '签发者所在命名空间（ClusterIssuer 为 cert-manager 自身命名空间）中没有该 Secret',
  ],
  ErrInvalidKeyPair: ['CA 密钥对不能用于签名。', '该证书不是 CA 证书'],
  KeyPairVerified: ['CA 密钥对有效。', '新建或修改的签发者'],
  BadConfig: [
    'Ingress 或 Gateway 的注解或 TLS 设置有误，因此不创建证书。',
    '签发者注解相互矛盾',
    'TLS 配置缺少主机或 Secret',
  ],
  CreateCertificate: ['已为 Ingress 或 Gateway 创建 Certificate。', '设置了签发者注解和 TLS 配置'],
  UpdateCertificate: ['已更新 Ingress 或 Gateway 的 Certificate。', '主机或注解已更改'],
  DeleteCertificate: ['已删除 Ingress 或 Gateway 不再需要的 Certificate。', '移除了 TLS 配置'],
});
