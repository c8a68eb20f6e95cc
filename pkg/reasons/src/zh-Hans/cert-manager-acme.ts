import { texts } from '../text.ts';

export const certManagerAcme = texts('cert-manager', {
  OrderCreated: ['已为请求创建 ACME 订单。', '正在签发证书'],
  OrderPending: ['ACME 订单尚未完成。', '质询仍在进行'],
  OrderFailed: ['ACME 订单失败。', '质询失败', '达到 ACME 服务器的速率限制'],
  InvalidOrder: [
    '请求的内容无法由 ACME 服务器签发。',
    '通用名不在 DNS 名称之中',
    '请求了 DNS 名称和 IP 地址以外的内容',
  ],
  OrderCreatingError: ['无法创建 ACME 订单，将会重试。', '配额或准入 webhook 拒绝'],
  Solver: ['没有适合该订单的域名验证方式（solver）。', '签发者的 solver 选择了其他 DNS 名称或标签'],
  Created: ['已创建质询以验证订单中的域名。', '正在签发证书'],
  Complete: ['ACME 订单已完成。', '所有质询均通过'],
  Started: ['已开始处理质询。', '正在签发证书'],
  Presented: ['域名验证内容已就位（HTTP 路径或 DNS 记录），等待检查。', '正在签发证书'],
  PresentError: ['无法放置域名验证内容。', 'DNS 服务商的凭据或权限有误', '无法创建 HTTP 验证所需的 Ingress 或 Pod'],
  CleanUpError: ['无法清除域名验证内容。', 'DNS 服务商返回错误'],
  DomainVerified: ['ACME 服务器已接受域名验证。', '正在签发证书'],
  'Failed:challenge': ['ACME 服务器未接受域名验证。', '域名未指向此集群', '防火墙或重定向造成阻碍', 'DNS 记录尚未生效'],
});
