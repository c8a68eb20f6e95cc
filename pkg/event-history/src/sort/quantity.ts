const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number that a text says as a Kubernetes quantity (`12`, `1.5Gi`, `100m`, `1e3`); undefined where it is none. Whole
 * numbers are exact, whatever their length.
 *
 * Source: https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/resource/quantity.go (`ParseQuantity`).
 */
export function quantityOf(text: string): number | bigint | undefined {
  if (/^[+-]?\d+$/.test(text)) {
    return BigInt(text.replace('+', ''));
  }
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text);
  return match ? Number(match[1] + (match[2] ?? '')) * (SUFFIXES[match[3] ?? ''] ?? NaN) : undefined;
}
